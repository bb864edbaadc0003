// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_message_queue` where pages are larger than the SDK's.
//!
//! The SDK measures the pallet with pages of 64 KiB, and a message that fills one. The pages of this chain hold any message of a
//! channel, and are larger.

use crate::configs::xcm::MESSAGE_PAGE_BYTES;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_message_queue::{weights::SubstrateWeight, WeightInfo};

/// Bytes of a page in the SDK's measurement.
const MEASURED_PAGE_BYTES: u32 = 64 * 1024;
/// More than the byte by which the origin in a page's key is longer than the SDK's.
const LONGER_KEY: u32 = 8;
/// Time for a byte of a page, in picoseconds: more than that of the heaviest of the SDK's figures, which is 171,711,000
/// picoseconds for a page with its message.
const TIME_OF_BYTE: u64 = 2_700;

/// The SDK's measured weights, and the rest of a larger page.
pub struct LargePageWeights<T>(PhantomData<T>);

/// Time and proof for the bytes of a page that the SDK has not measured.
fn rest_of_page() -> Weight {
	let bytes = u64::from((MESSAGE_PAGE_BYTES + LONGER_KEY).saturating_sub(MEASURED_PAGE_BYTES));
	Weight::from_parts(TIME_OF_BYTE, 1).saturating_mul(bytes)
}

impl<T: frame_system::Config> WeightInfo for LargePageWeights<T> {
	with_more! { SubstrateWeight<T>, rest_of_page() =>
		service_page_base_completion(), service_page_base_no_completion(), reap_page(),
		execute_overweight_page_removed(), execute_overweight_page_updated(),
	}

	// The page has been read.
	with_more! { SubstrateWeight<T>, rest_of_page().set_proof_size(0) => service_page_item() }

	// No page.
	with_more! { SubstrateWeight<T>, Weight::zero() =>
		ready_ring_knit(), ready_ring_unknit(), service_queue_base(), bump_service_head(), set_service_head(),
	}
}
