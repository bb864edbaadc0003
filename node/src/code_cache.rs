// SPDX-License-Identifier: GPL-3.0-only

//! The folder that keeps compiled runtimes from one start to the next.
//!
//! A runtime takes seconds to compile. Wasmtime stores the machine code under a hash of everything that determines it:
//! the Wasm, Wasmtime's version, the processor's features and the compiler's settings. The settings differ by
//! `--wasmtime-instantiation-strategy`. Heap pages and host functions do not change the machine code. A new runtime, a
//! new Wasmtime or another processor therefore finds no entry, and the runtime is compiled. Above 512 MiB Wasmtime
//! deletes the entries that have been unused for longest.
//!
//! The node executes the code in this folder. Therefore the folder is used only if no other user can write to it.

use std::{
	fs::{self, DirBuilder, OpenOptions},
	os::unix::fs::{DirBuilderExt, MetadataExt},
	path::{Path, PathBuf},
	time::{Duration, UNIX_EPOCH},
};

/// The value of `--code-cache` that turns the cache off.
const OFF: &str = "off";

/// The extension of a file that Wasmtime is still writing.
const UNFINISHED: &str = "wip-atomic-write-mod";

/// The longest time that writing an entry may take. An entry has some megabytes.
const LONGEST_WRITE: Duration = Duration::from_secs(60);

/// The bits of a folder's mode by which the group or others can write.
const OTHERS_WRITE: u32 = 0o022;

/// The folder for compiled runtimes, by `--code-cache` or else by the environment. Makes the folder. If the folder
/// can't be used, a warning on standard error says why, and the node runs without.
pub fn folder(given: Option<&Path>) -> Option<PathBuf> {
	let folder = match given {
		Some(given) if given.as_os_str() == OFF => return None,
		Some(given) => given.to_path_buf(),
		None => users_cache()?.join("outrider").join("compiled-runtimes"),
	};
	match prepare(&folder) {
		Ok(()) => {
			remove_leftovers(&folder);
			Some(folder)
		},
		Err(reason) => {
			eprintln!(
				"Warning: compiled runtimes are not kept in `{}`: {reason}. \
				 Give another folder by --code-cache, or `--code-cache {OFF}`",
				folder.display()
			);
			None
		},
	}
}

/// The user's folder for data that programs can make again.
fn users_cache() -> Option<PathBuf> {
	let absolute =
		|name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
	absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))
}

/// Makes the folder, and checks that no other user can write to it.
fn prepare(folder: &Path) -> Result<(), String> {
	if !folder.is_absolute() {
		return Err("the path is not absolute".into());
	}
	if let Some(parent) = folder.parent() {
		fs::create_dir_all(parent).map_err(|error| error.to_string())?;
	}
	match DirBuilder::new().mode(0o700).create(folder) {
		Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
			return Err(error.to_string())
		},
		_ => {},
	}
	let found = fs::symlink_metadata(folder).map_err(|error| error.to_string())?;
	if !found.is_dir() {
		return Err("it is no folder".into());
	}
	if found.mode() & OTHERS_WRITE != 0 {
		return Err(format!("others can write to it (mode {:o})", found.mode() & 0o777));
	}
	let user =
		own_user(folder).map_err(|error| format!("nothing can be written there: {error}"))?;
	if found.uid() != user {
		return Err(format!("it belongs to another user ({})", found.uid()));
	}
	Ok(())
}

/// Removes the unfinished files of nodes that were killed while they wrote. Wasmtime would take such a file for one
/// that another node is writing, and never write that entry.
fn remove_leftovers(folder: &Path) {
	let files_in = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
	let leftovers = files_in(folder.join("modules"))
		.flat_map(|version| files_in(version.path()))
		.filter(|file| file.path().extension().is_some_and(|name| name == UNFINISHED))
		.filter(|file| {
			let changed = file.metadata().and_then(|found| found.modified());
			changed.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > LONGEST_WRITE))
		});
	for file in leftovers {
		// Another node may have removed it first.
		let _ = fs::remove_file(file.path());
	}
}

/// The user as whom this process writes files.
fn own_user(folder: &Path) -> std::io::Result<u32> {
	// A new file, so that nobody's link is followed.
	let now = UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
	let probe = folder.join(format!(".probe-{}-{now}", std::process::id()));
	let file = OpenOptions::new().write(true).create_new(true).open(&probe)?;
	let user = file.metadata()?.uid();
	fs::remove_file(probe)?;
	Ok(user)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use std::os::unix::fs::{symlink, PermissionsExt};
	use tempfile::TempDir;

	#[test]
	fn the_folder_is_made_for_this_user_alone() {
		let place = TempDir::new().unwrap();
		let path = place.path().join("a").join("b");
		assert_eq!(folder(Some(&path)), Some(path.clone()));
		assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o700);
		assert_eq!(fs::read_dir(&path).unwrap().count(), 0, "nothing is left behind");
		// The second start finds it.
		assert_eq!(folder(Some(&path)), Some(path));
	}

	#[test]
	fn code_that_others_could_have_written_is_not_run() {
		let place = TempDir::new().unwrap();
		let path = place.path().join("open");
		fs::create_dir(&path).unwrap();
		// Others can plant a link to a file of this user's.
		let file = place.path().join("file");
		fs::write(&file, "kept").unwrap();
		symlink(&file, path.join(format!(".probe-{}", std::process::id()))).unwrap();
		for mode in [0o777, 0o770, 0o702] {
			fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
			assert!(prepare(&path).unwrap_err().contains("others can write"), "{mode:o}");
		}
		assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
		let own = place.path().join("own");
		prepare(&own).unwrap();
		let link = place.path().join("link");
		symlink(&own, &link).unwrap();
		assert!(prepare(&link).unwrap_err().contains("no folder"));
		assert!(prepare(Path::new("compiled")).unwrap_err().contains("not absolute"));
	}

	#[test]
	fn unfinished_files_of_a_killed_node_are_removed() {
		let place = TempDir::new().unwrap();
		let version = place.path().join("modules/wasmtime-1");
		fs::create_dir_all(&version).unwrap();
		let file = |name: &str, age: Duration| {
			let path = version.join(name);
			let time = std::time::SystemTime::now() - age;
			fs::File::create(&path).unwrap().set_modified(time).unwrap();
			path
		};
		let old = file("a.wip-atomic-write-mod", 2 * LONGEST_WRITE);
		let new = file("b.wip-atomic-write-mod", Duration::ZERO);
		let entry = file("c", 2 * LONGEST_WRITE);
		remove_leftovers(place.path());
		assert_eq!([old, new, entry].map(|path| path.exists()), [false, true, true]);
	}

	#[test]
	fn the_cache_can_be_turned_off() {
		assert_eq!(folder(Some(Path::new(OFF))), None);
	}
}
