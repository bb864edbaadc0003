// SPDX-License-Identifier: Apache-2.0

//! Stand-ins for keys and ids that nobody holds yet. The node refuses to put a chain with one of them to work.
//!
//! The bytes of a key spell what it stands for, such as `placeholder:committee:0`, and are filled up with zeros. To find a
//! secret of such a key is as hard as to find that of anybody else's.

use alloc::format;

/// What each key begins with.
pub const PREFIX: &str = "placeholder:";

/// An id that is not registered: relay chains count ids up, and are far from the last.
pub const PARA_ID: u32 = u32::MAX;

/// The key number `index` of a role, such as `committee`.
pub fn key(role: &str, index: u32) -> [u8; 32] {
	let text = format!("{PREFIX}{role}:{index}");
	let mut bytes = [0; 32];
	// A zero ends the text.
	assert!(text.len() < bytes.len(), "`{text}` does not fit into a key");
	bytes[..text.len()].copy_from_slice(text.as_bytes());
	bytes
}
