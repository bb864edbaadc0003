// SPDX-License-Identifier: Apache-2.0

//! `apply_chunk` as a Wasm module of its own, for the test that Wasm comes to the vectors' roots.
//!
//! The host writes into `input`: root, genesis hash, instance, account for fees, kind, length of the
//! chunk, chunk, witness. After `apply` it finds the root and the codes there. Hashes and signatures
//! are the host's, as on the chain. Built for any other target this is empty.

#![cfg_attr(target_arch = "wasm32", no_std)]
#![allow(unsafe_code, reason = "the border of a Wasm module is made of addresses")]

#[cfg(target_arch = "wasm32")]
pub use module::{apply, input};

#[cfg(target_arch = "wasm32")]
mod module {
	use core::{
		alloc::{GlobalAlloc, Layout},
		ptr::{addr_of_mut, null_mut},
		sync::atomic::{AtomicUsize, Ordering},
	};

	use settlement_core::{
		apply_chunk, Chunk, Context, Domain, Hash, Hasher, Key, Verifier, NO_MARKET,
		SIGNATURE_BYTES,
	};

	const INPUT_BYTES: usize = 1 << 17;
	const ARENA_BYTES: usize = 1 << 22;

	static mut INPUT: [u8; INPUT_BYTES] = [0; INPUT_BYTES];
	static mut ARENA: [u8; ARENA_BYTES] = [0; ARENA_BYTES];
	static ALLOCATED: AtomicUsize = AtomicUsize::new(0);

	/// Gives memory once; [`apply`] takes all of it back.
	struct Arena;

	unsafe impl GlobalAlloc for Arena {
		unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
			let base = addr_of_mut!(ARENA) as usize;
			let start =
				(base + ALLOCATED.load(Ordering::Relaxed)).next_multiple_of(layout.align()) - base;
			let end = start + layout.size();
			if end > ARENA_BYTES {
				return null_mut();
			}
			ALLOCATED.store(end, Ordering::Relaxed);
			(base + start) as *mut u8
		}

		unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
	}

	#[global_allocator]
	static ALLOCATOR: Arena = Arena;

	#[panic_handler]
	fn panic(_: &core::panic::PanicInfo) -> ! {
		core::arch::wasm32::unreachable()
	}

	extern "C" {
		fn blake2_256(bytes: *const u8, length: usize, hash: *mut u8);
		fn sr25519_verify(
			signature: *const u8,
			bytes: *const u8,
			length: usize,
			key: *const u8,
		) -> u32;
	}

	struct Host;

	impl Hasher for Host {
		fn hash(bytes: &[u8]) -> Hash {
			let mut hash = [0; 32];
			unsafe { blake2_256(bytes.as_ptr(), bytes.len(), hash.as_mut_ptr()) };
			hash
		}
	}

	impl Verifier for Host {
		fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
			let (bytes, length) = (message.as_ptr(), message.len());
			unsafe { sr25519_verify(signature.as_ptr(), bytes, length, key.as_ptr()) == 1 }
		}
	}

	/// Where the host writes, and reads.
	#[no_mangle]
	pub extern "C" fn input() -> *mut u8 {
		addr_of_mut!(INPUT).cast()
	}

	/// Applies the `length` bytes that the host has written. Returns how many codes there are; 0: no
	/// verdict.
	#[no_mangle]
	pub extern "C" fn apply(length: usize) -> usize {
		ALLOCATED.store(0, Ordering::Relaxed);
		let input = unsafe { core::slice::from_raw_parts_mut(input(), INPUT_BYTES) };
		let Some(outcome) = input.get(..length).and_then(outcome) else { return 0 };
		let codes = outcome.codes.iter().map(|code| code.number());
		let answer = outcome.root.into_iter().chain(codes);
		input.iter_mut().zip(answer).for_each(|(place, byte)| *place = byte);
		outcome.codes.len()
	}

	fn outcome(input: &[u8]) -> Option<settlement_core::Outcome> {
		let (pre, input) = input.split_first_chunk::<32>()?;
		let (genesis, input) = input.split_first_chunk::<32>()?;
		let (instance, input) = input.split_first_chunk::<4>()?;
		let (fee_to, input) = input.split_first_chunk::<4>()?;
		let ([kind], input) = input.split_first_chunk::<1>()?;
		let (length, input) = input.split_first_chunk::<4>()?;
		let (bytes, witness) = input.split_at_checked(u32::from_le_bytes(*length) as usize)?;
		let domain = Domain { genesis: *genesis, instance: u32::from_le_bytes(*instance) };
		let context = Context { domain, fee_to: u32::from_le_bytes(*fee_to) };
		let chunk = Chunk::new(*kind, NO_MARKET, bytes).ok()?;
		apply_chunk::<Host>(pre, witness, &Host, &context, &chunk).ok()
	}
}
