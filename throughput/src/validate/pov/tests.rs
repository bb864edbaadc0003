// SPDX-License-Identifier: GPL-3.0-only

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use super::*;
use polkadot_node_primitives::{maybe_compress_pov, BlockData};
use polkadot_parachain_primitives::primitives::HeadData;
use sp_runtime::{traits::Header as _, Digest, DigestItem};
use tempfile::TempDir;

/// A header as its author has signed it.
pub fn header(number: u32) -> Header {
	let mut header = proposed_header(number);
	header.digest.push(DigestItem::Seal(*b"aura", vec![4; 64]));
	header
}

/// The same before it is signed.
pub fn proposed_header(number: u32) -> Header {
	let digest = Digest { logs: vec![DigestItem::PreRuntime(*b"aura", vec![1; 8])] };
	Header::new(number, H256::repeat_byte(1), H256::repeat_byte(2), H256::repeat_byte(3), digest)
}

/// A block with two extrinsics, as many as there are inherents.
fn block(number: u32) -> Block {
	let extrinsic =
		|byte| OpaqueExtrinsic::try_from_encoded_extrinsic(&vec![byte; 5].encode()).unwrap();
	Block { header: header(number), extrinsics: vec![extrinsic(1), extrinsic(2)] }
}

pub fn validation_data() -> PersistedValidationData {
	PersistedValidationData {
		parent_head: HeadData(vec![9; 40]),
		relay_parent_number: 77,
		relay_parent_storage_root: H256::repeat_byte(7),
		max_pov_size: 1_000_000,
	}
}

/// The proof of validity of a candidate whose proof has a node of so many bytes.
fn pov(numbers: &[u32], node: usize) -> PoV {
	let data = ParachainBlockData::V1 {
		blocks: numbers.iter().map(|&number| block(number)).collect(),
		// The type's crate is no dependency. It encodes as the list of nodes.
		proof: codec::Decode::decode(&mut &vec![vec![5u8; node]].encode()[..]).unwrap(),
	};
	maybe_compress_pov(PoV { block_data: BlockData(data.encode()) })
}

/// The name that the collator gives to the file of a candidate.
fn name_of(number: u32) -> String {
	format!("{:?}_{number}.pov", header(number).hash())
}

/// Writes a candidate's file as a collator does.
fn export(folder: &TempDir, numbers: &[u32], node: usize) -> PathBuf {
	let content = (pov(numbers, node), validation_data()).encode();
	write(folder, &name_of(numbers[0]), &content)
}

fn write(folder: &TempDir, name: &str, content: &[u8]) -> PathBuf {
	let path = folder.path().join(name);
	fs::write(&path, content).unwrap();
	path
}

fn folder() -> TempDir {
	tempfile::tempdir().unwrap()
}

/// A candidate of these blocks.
pub fn candidate(numbers: &[u32]) -> Candidate {
	read(&export(&folder(), numbers, 200)).unwrap()
}

fn refuses(path: &Path, part: &str) {
	let error = read(path).unwrap_err().to_string();
	assert!(error.contains(part), "{error}");
}

#[test]
fn an_exported_bundle_is_read() {
	let candidate = candidate(&[5, 6, 7]);
	assert_eq!(candidate.file, name_of(5));
	let blocks: Vec<_> = [5, 6, 7].map(header).iter().map(BlockId::from).collect();
	assert_eq!(candidate.blocks, blocks);
	assert_eq!(candidate.blocks[2].hash, header(7).hash());
	assert_eq!(candidate.blocks[2].proposed, proposed_header(7).hash());
	assert_eq!(candidate.extrinsics, 6);
	// The node's 200 bytes, its length in two, the number of nodes in one.
	assert_eq!(candidate.proof_bytes, 203);
	assert_eq!(candidate.head, header(7).encode());
	assert_eq!(candidate.pov, pov(&[5, 6, 7], 200));
	assert_eq!(candidate.validation_data, validation_data());
	let blocks: Vec<_> = [5, 6, 7].map(block).into();
	let data = ParachainBlockData::<Block>::decode_all(&mut &candidate.block_data[..]).unwrap();
	assert_eq!(data.blocks(), blocks);
	assert!(candidate.block_data.len() > candidate.pov.block_data.0.len(), "it was compressed");
}

#[test]
fn a_file_that_is_cut_off_or_too_long_is_refused() {
	let folder = folder();
	let content = fs::read(export(&folder, &[5], 200)).unwrap();
	for length in [0, 1, content.len() / 2, content.len() - 1] {
		let path = write(&folder, &name_of(5), &content[..length]);
		refuses(&path, "is not a complete exported candidate");
	}
	let path = write(&folder, &name_of(5), &[content, vec![0]].concat());
	refuses(&path, "is not a complete exported candidate");
}

#[test]
fn a_file_of_something_else_is_refused() {
	let folder = folder();
	let with_data = |data: Vec<u8>| {
		let pov = maybe_compress_pov(PoV { block_data: BlockData(data) });
		write(&folder, &name_of(5), &(pov, validation_data()).encode())
	};
	refuses(&with_data(vec![1; 30]), "holds no parachain blocks");
	let path = with_data([pov(&[5], 200).encode(), vec![0]].concat());
	refuses(&path, "holds no parachain blocks");
	refuses(&with_data(b"VERSIONEDPBD\x01\0\0".to_vec()), "holds no block");
	// The prefix of a compressed blob, and no such blob behind it.
	let broken = [&[82, 188, 83, 118, 70, 219, 142, 5][..], &[0; 30]].concat();
	let broken = PoV { block_data: BlockData(broken) };
	let path = write(&folder, &name_of(5), &(broken, validation_data()).encode());
	refuses(&path, "can't be decompressed");
}

#[test]
fn a_file_with_the_name_of_another_block_is_refused() {
	let folder = folder();
	let content = fs::read(export(&folder, &[5], 200)).unwrap();
	let expected = format!("its first one is {:?}_5", header(5).hash());
	refuses(&write(&folder, &name_of(6), &content), &expected);
	let other_number = format!("{:?}_6.pov", header(5).hash());
	refuses(&write(&folder, &other_number, &content), &expected);
	let bare = name_of(5).replacen("0x", "", 1);
	for name in ["5.pov", "0x00_5.pov", &bare, "0xzz_5.pov", "block.bin"] {
		refuses(&write(&folder, name, &content), "HASH_NUMBER.pov");
	}
}

#[test]
fn the_fullest_candidates_are_chosen_and_sorted_by_number() {
	let folder = folder();
	for (number, node) in [(1, 10), (2, 300), (3, 20), (4, 500), (5, 400)] {
		export(&folder, &[number], node);
	}
	write(&folder, "notes.txt", b"not a candidate");
	let numbers = |count| {
		let candidates = fullest(folder.path(), count).unwrap();
		candidates
			.iter()
			.map(|candidate| candidate.blocks[0].number)
			.collect::<Vec<_>>()
	};
	assert_eq!(numbers(3), [2, 4, 5]);
	assert_eq!(numbers(100), [1, 2, 3, 4, 5]);
}

#[test]
fn a_folder_without_candidates_is_refused() {
	let folder = folder();
	write(&folder, "notes.txt", b"not a candidate");
	let error = fullest(folder.path(), 1).unwrap_err().to_string();
	assert!(error.contains("--export-pov-to-path"), "{error}");
	let missing = folder.path().join("missing");
	let error = fullest(&missing, 1).unwrap_err().to_string();
	assert!(error.contains("can't read"), "{error}");
}
