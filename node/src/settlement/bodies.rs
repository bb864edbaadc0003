// SPDX-License-Identifier: GPL-3.0-only

//! The batches in the body of a block.

use crate::service::Client;
use codec::{Compact, Decode, Encode};
use outrider_runtime::{Hash, RuntimeCall, UncheckedExtrinsic};
use pallet_settlement::Call;
use sc_client_api::BlockBackend;
use settlement_engine::Posted;
use sp_runtime::OpaqueExtrinsic;

/// How a transaction begins that is signed, in format 4. A batch is always the call of such a transaction.
const SIGNED: u8 = 0x84;

/// The batches of a block, each with the place of its transaction. `None` if the node does not have the body.
///
/// The chain may have refused a batch: the body does not say.
pub fn batches(client: &Client, block: Hash) -> sp_blockchain::Result<Option<Vec<(u32, Posted)>>> {
	let Some(body) = client.block_body(block)? else { return Ok(None) };
	let found = (0u32..).zip(&body).filter_map(|(place, opaque)| Some((place, batch(opaque)?)));
	Ok(Some(found.collect()))
}

/// The batch in a transaction.
fn batch(opaque: &OpaqueExtrinsic) -> Option<Posted> {
	let bytes = opaque.encode();
	let mut rest = &bytes[..];
	Compact::<u32>::decode(&mut rest).ok()?;
	if rest.first() != Some(&SIGNED) {
		return None;
	}
	match UncheckedExtrinsic::decode(&mut &bytes[..]).ok()?.function {
		RuntimeCall::Settlement(Call::submit_batch { parent, fee_to, chunks, data }) => {
			Posted::new(parent, fee_to, chunks.into_inner(), data.into_inner())
		},
		_ => None,
	}
}

/// The block's batch in the transaction at this place.
pub fn batch_at(client: &Client, block: Hash, place: u32) -> sp_blockchain::Result<Option<Posted>> {
	let body = client.block_body(block)?;
	let opaque = body.as_ref().and_then(|body| body.get(usize::try_from(place).ok()?));
	Ok(opaque.and_then(batch))
}
