// SPDX-License-Identifier: Apache-2.0

//! The Merkle tree of a batch, as the README has it.

use crate::{tree, ChunkClaim, Hash};

fn h(bytes: &[u8]) -> Hash {
	sp_io::hashing::blake2_256(bytes)
}

fn node(left: Hash, right: Hash) -> Hash {
	h(&[&[0x21][..], &left, &right].concat())
}

fn leaves(count: u32) -> Vec<Hash> {
	(0..count).map(|at| h(&at.to_le_bytes())).collect()
}

#[test]
fn a_leaf_is_the_hash_of_its_fields_in_order() {
	sp_io::TestExternalities::default().execute_with(|| {
		let claim = ChunkClaim {
			kind: 3,
			market: 0xff,
			frame: 0x0102_0304_0506_0708,
			pre_root: [0xaa; 32],
			post_root: [0xbb; 32],
			fee_to: 0x0a0b_0c0d,
		};
		let mut bytes = vec![0x20];
		bytes.extend([9, 0, 0, 0, 0, 0, 0, 0]);
		bytes.extend([5, 1, 0, 0]);
		bytes.extend([3, 0xff]);
		bytes.extend([8, 7, 6, 5, 4, 3, 2, 1]);
		bytes.extend([0xaa; 32]);
		bytes.extend([0xbb; 32]);
		bytes.extend([0xcc; 32]);
		bytes.extend([0x0d, 0x0c, 0x0b, 0x0a]);
		assert_eq!(tree::leaf(9, 261, &claim, &[0xcc; 32]), h(&bytes));
	});
}

#[test]
fn the_root_of_a_few_leaves_is_what_the_format_says() {
	sp_io::TestExternalities::default().execute_with(|| {
		let (empty, l) = ([0; 32], leaves(5));
		assert_eq!(tree::root(l[..1].to_vec()), l[0]);
		assert_eq!(tree::root(l[..2].to_vec()), node(l[0], l[1]));
		let three = node(node(l[0], l[1]), node(l[2], empty));
		assert_eq!(tree::root(l[..3].to_vec()), three);
		let four = node(node(l[0], l[1]), node(l[2], l[3]));
		assert_eq!(tree::root(l[..4].to_vec()), four);
		let five = node(four, node(node(l[4], empty), empty));
		assert_eq!(tree::root(l), five);
	});
}

#[test]
fn each_leaf_has_one_place_and_one_path() {
	sp_io::TestExternalities::default().execute_with(|| {
		for count in 1..=40 {
			let all = leaves(count);
			let root = tree::root(all.clone());
			for at in 0..count {
				let (leaf, path) = (all[at as usize], tree::path(all.clone(), at));
				assert_eq!(tree::root_from(leaf, at, count, &path), Some(root));
				for other in (0..count + 3).filter(|other| *other != at) {
					assert_ne!(tree::root_from(leaf, other, count, &path), Some(root));
				}
				let longer = [path.clone(), vec![[0; 32]]].concat();
				assert_eq!(tree::root_from(leaf, at, count, &longer), None);
				if let Some((_, shorter)) = path.split_last() {
					assert_eq!(tree::root_from(leaf, at, count, shorter), None);
				}
			}
			// What fills a level up is no leaf.
			let path = tree::path(all, count);
			assert_eq!(tree::root_from([0; 32], count, count, &path), None);
		}
	});
}
