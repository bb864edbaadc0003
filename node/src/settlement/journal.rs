// SPDX-License-Identifier: GPL-3.0-only

//! The sequencer's log on disk.
//!
//! The file is a row of lines: the length of the entry as `u32`, four bytes of its BLAKE2b-256, the entry. Numbers are
//! little-endian. A line that a crash has cut off is the last one, and nothing that it says was told to anybody.

use codec::{Decode, Encode};
use parking_lot::Mutex;
use settlement_engine::Entry;
use sp_crypto_hashing::blake2_256;
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	path::{Path, PathBuf},
};

const LOG_TARGET: &str = "outrider::settlement";
/// The file is written anew when it is this long, and twice as long as it has to be.
const COMPACT_BYTES: u64 = 64 * 1024 * 1024;

/// Lines that were appended, and how many of them there ever were.
#[derive(Default)]
struct Appended {
	bytes: Vec<u8>,
	lines: u64,
}

struct Written {
	file: File,
	bytes: u64,
	/// The lines that are safe.
	lines: u64,
	/// Why nothing more can be written. What a failed write has left in the file is not known, and nothing may follow it.
	failed: Option<String>,
}

/// The log. Many may wait for their lines at once: one of them writes for all.
pub struct Journal {
	path: PathBuf,
	appended: Mutex<Appended>,
	written: Mutex<Written>,
}

fn line(entry: &Entry) -> Vec<u8> {
	let bytes = entry.encode();
	let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
	[&length[..], &blake2_256(&bytes)[..4], &bytes].concat()
}

/// The whole lines at the beginning, and how many bytes they have.
fn read(bytes: &[u8]) -> (Vec<Entry>, usize) {
	let (mut entries, mut taken) = (Vec::new(), 0usize);
	while let Some((entry, length)) = bytes.get(taken..).and_then(first) {
		entries.push(entry);
		taken = taken.saturating_add(length);
	}
	(entries, taken)
}

fn first(bytes: &[u8]) -> Option<(Entry, usize)> {
	let (length, rest) = bytes.split_first_chunk::<4>()?;
	let (checksum, rest) = rest.split_first_chunk::<4>()?;
	let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
	let entry = rest.get(..length)?;
	if blake2_256(entry)[..4] != checksum[..] {
		return None;
	}
	Some((Entry::decode(&mut &entry[..]).ok()?, length.checked_add(8)?))
}

/// Whether bytes behind the last whole line are what a crash leaves: a line that is too short, or space that was never written.
fn is_cut_off(rest: &[u8]) -> bool {
	let Some((length, behind)) = rest.split_first_chunk::<4>() else { return true };
	let needed = usize::try_from(u32::from_le_bytes(*length))
		.unwrap_or(usize::MAX)
		.saturating_add(4);
	behind.len() < needed || rest.iter().all(|byte| *byte == 0)
}

impl Journal {
	/// Opens the log in a folder, and reads the entries. What a crash has cut off is cut off in the file, too.
	pub fn open(folder: &Path) -> io::Result<(Self, Vec<Entry>)> {
		fs::create_dir_all(folder)?;
		let path = folder.join("journal");
		let bytes = match fs::read(&path) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
			read => read?,
		};
		let (entries, whole) = read(&bytes);
		if !is_cut_off(bytes.get(whole..).unwrap_or_default()) {
			return Err(io::Error::new(
				io::ErrorKind::InvalidData,
				format!(
					"{} is damaged after {whole} bytes. What is behind them may be promises that the bond answers for: restore the \
					 file, or move it away and wait with this key until a later batch is final",
					path.display()
				),
			));
		}
		if whole < bytes.len() {
			log::warn!(
				target: LOG_TARGET,
				"the last {} bytes of {} are not whole: the node was stopped while it wrote them; nothing that they say was told",
				bytes.len().saturating_sub(whole),
				path.display(),
			);
		}
		let file = OpenOptions::new().create(true).append(true).open(&path)?;
		let bytes = u64::try_from(whole).unwrap_or(u64::MAX);
		file.set_len(bytes)?;
		file.sync_all()?;
		let written = Mutex::new(Written { file, bytes, lines: 0, failed: None });
		Ok((Self { path, appended: Mutex::default(), written }, entries))
	}

	/// Appends entries, in the order of the sequencer. Returns what [`Journal::commit`] takes.
	pub fn append(&self, entries: &[Entry]) -> u64 {
		let mut appended = self.appended.lock();
		for entry in entries {
			appended.bytes.extend(line(entry));
			appended.lines = appended.lines.saturating_add(1);
		}
		appended.lines
	}

	/// Waits until the lines up to this one are safe on disk. After a failure no line is safe until the node starts again.
	pub fn commit(&self, line: u64) -> io::Result<()> {
		let mut written = self.written.lock();
		if written.lines >= line {
			return Ok(());
		}
		if let Some(why) = &written.failed {
			return Err(io::Error::other(format!("{why}; free space, and start the node again")));
		}
		let (bytes, lines) = {
			let mut appended = self.appended.lock();
			(std::mem::take(&mut appended.bytes), appended.lines)
		};
		if let Err(error) = written.file.write_all(&bytes).and_then(|()| written.file.sync_data()) {
			written.failed = Some(error.to_string());
			return Err(error);
		}
		written.bytes =
			written.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or_default());
		written.lines = lines;
		Ok(())
	}

	/// Whether the file is so long that it may be worth to be written anew.
	pub fn is_long(&self) -> bool {
		self.written.lock().bytes >= COMPACT_BYTES
	}

	/// Puts a file with these entries in the place of the old one. They must say all, and nobody may append meanwhile.
	pub fn replace(&self, entries: &[Entry]) -> io::Result<()> {
		let mut written = self.written.lock();
		if written.failed.is_some() {
			return Ok(());
		}
		let bytes: Vec<u8> = entries.iter().flat_map(line).collect();
		let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
		if length.saturating_mul(2) > written.bytes {
			return Ok(());
		}
		let new = self.path.with_extension("new");
		let mut file = File::create(&new)?;
		file.write_all(&bytes)?;
		file.sync_all()?;
		fs::rename(&new, &self.path)?;
		if let Some(folder) = self.path.parent() {
			File::open(folder)?.sync_all()?;
		}
		let mut appended = self.appended.lock();
		appended.bytes.clear();
		written.file = OpenOptions::new().append(true).open(&self.path)?;
		(written.bytes, written.lines) = (length, appended.lines);
		Ok(())
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use settlement_engine::Slot;

	fn entry(id: u64) -> Entry {
		Entry::Record { id, kind: 1, bytes: vec![7; 105] }
	}

	#[test]
	fn what_was_committed_is_read_again() {
		let folder = tempfile::tempdir().unwrap();
		let (journal, empty) = Journal::open(folder.path()).unwrap();
		assert_eq!(empty, []);
		let closed = Entry::Closed { slot: Slot { batch: 3, parent: [2; 32] } };
		let all = [entry(0), entry(1), closed];
		let first = journal.append(&all[..1]);
		let last = journal.append(&all[1..]);
		journal.commit(first).unwrap();
		journal.commit(last).unwrap();
		journal.append(&[entry(9)]);
		drop(journal);
		let (journal, read) = Journal::open(folder.path()).unwrap();
		assert_eq!(read, all, "what nobody has waited for may be lost");
		journal.commit(journal.append(&[entry(2)])).unwrap();
		assert_eq!(Journal::open(folder.path()).unwrap().1.len(), 4);
	}

	#[test]
	fn a_line_that_was_cut_off_is_no_line() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("journal");
		let whole: Vec<u8> = [entry(0), entry(1)].iter().flat_map(line).collect();
		for length in 0..whole.len() {
			fs::write(&path, &whole[..length]).unwrap();
			let (journal, read) = Journal::open(folder.path()).unwrap();
			assert_eq!(read.len(), length * 2 / whole.len());
			journal.commit(journal.append(&[entry(5)])).unwrap();
			let last = Journal::open(folder.path()).unwrap().1.pop();
			assert_eq!(last, Some(entry(5)), "the log goes on after {length} bytes");
		}
		fs::write(&path, [&whole[..], &[0; 100]].concat()).unwrap();
		assert_eq!(Journal::open(folder.path()).unwrap().1.len(), 2);
	}

	#[test]
	fn a_damaged_file_is_not_taken_for_a_short_one() {
		let folder = tempfile::tempdir().unwrap();
		let mut damaged: Vec<u8> = [entry(0), entry(1)].iter().flat_map(line).collect();
		damaged[20] ^= 1;
		fs::write(folder.path().join("journal"), &damaged).unwrap();
		let error = Journal::open(folder.path()).err().unwrap();
		assert!(error.to_string().contains("is damaged after 0 bytes"), "{error}");
		assert_eq!(fs::read(folder.path().join("journal")).unwrap(), damaged);
	}

	#[test]
	#[cfg(target_os = "linux")]
	fn after_a_failed_write_no_line_is_safe() {
		let folder = tempfile::tempdir().unwrap();
		let (journal, _) = Journal::open(folder.path()).unwrap();
		let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
		let good = std::mem::replace(&mut journal.written.lock().file, full);
		let lost = journal.append(&[entry(0)]);
		assert!(journal.commit(lost).is_err());
		// There is room again, and the first line is not in the file.
		journal.written.lock().file = good;
		let later = journal.append(&[entry(1)]);
		let error = journal.commit(later).err().unwrap();
		assert!(error.to_string().contains("start the node again"), "{error}");
		assert!(journal.commit(lost).is_err());
		assert_eq!(Journal::open(folder.path()).unwrap().1, []);
	}

	#[test]
	fn a_file_is_replaced_if_it_gets_much_shorter() {
		let folder = tempfile::tempdir().unwrap();
		let (journal, _) = Journal::open(folder.path()).unwrap();
		let many: Vec<Entry> = (0..100).map(entry).collect();
		journal.commit(journal.append(&many)).unwrap();
		journal.replace(&many[..60]).unwrap();
		assert_eq!(Journal::open(folder.path()).unwrap().1.len(), 100);
		journal.replace(&many[90..]).unwrap();
		journal.commit(journal.append(&[entry(100)])).unwrap();
		let read = Journal::open(folder.path()).unwrap().1;
		assert_eq!(read, (90..101).map(entry).collect::<Vec<_>>());
	}
}
