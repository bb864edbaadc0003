// SPDX-License-Identifier: GPL-3.0-only

//! A node, put together.
//!
//! | module | holds |
//! |---|---|
//! | [`chain`] | the chain's database, opened: what every command needs |
//! | [`storage`] | what pallets of our runtime have stored |
//! | [`components`] | what a node needs besides |
//! | [`import_queue`] | how blocks are checked before they are imported |
//! | [`pool`] | a gate before the transaction pool |
//! | [`proposer`](mod@proposer) | what chooses the transactions of a block |
//! | [`network`] | a node on its network, and what runs on it whatever the chain |
//! | [`relay_chain`] | the relay chain as this node sees it |
//! | [`endless_headers`] | the relay chain for the SDK's search for bootnodes |
//! | [`authoring`] | what makes a node a collator |
//! | [`authority`] | whether a collator may author |
//! | [`turns`] | which collator builds, by the pace of the chain |
//! | [`start`](mod@start) | all this, step by step, on a relay chain |

mod authoring;
mod authority;
mod chain;
mod components;
mod endless_headers;
mod import_queue;
mod network;
mod pool;
mod proposer;
mod relay_chain;
mod start;
mod storage;
mod turns;

pub use chain::Chain;
pub use components::Components;
pub use import_queue::queue_of_command;
pub use network::NetworkedNode;
pub use proposer::proposer;
pub use relay_chain::name_lost_relay_chain;
pub use start::{start, NodeOptions};
pub use storage::stored;
pub use turns::{relay_parent_offset, target_rate};

use cumulus_client_consensus_aura::collators::slot_based::{
	SlotBasedBlockImport, SlotBasedBlockImportHandle,
};
use cumulus_client_consensus_common::ParachainBlockImport;
use cumulus_client_service::ParachainHostFunctions;
use outrider_runtime::RuntimeApi;
use sc_executor::WasmExecutor;
use sc_service::{Error, TFullBackend, TFullClient};
use sc_transaction_pool::TransactionPoolHandle;
use std::sync::Arc;

/// A block, with its transactions as bytes.
pub type Block = outrider_runtime::opaque::Block;
/// The chain's database, and the runtimes that read it.
pub type Client = TFullClient<Block, RuntimeApi, WasmExecutor<ParachainHostFunctions>>;
/// The database.
pub type Backend = TFullBackend<Block>;
/// Transactions that wait for a block.
pub type TransactionPool = TransactionPoolHandle<Block, Client>;
/// Takes blocks in. It is the slot-based collator's on every node, so that every node accepts what either collator
/// builds: only this one recomputes the proof size that a block was built with.
pub type BlockImport =
	ParachainBlockImport<Block, SlotBasedBlockImport<Block, Arc<Client>, Client>, Backend>;
/// What the slot-based collator reads proofs from.
pub type BlockImportHandle = SlotBasedBlockImportHandle<Block>;

fn application_error(error: impl std::error::Error + Send + Sync + 'static) -> Error {
	Error::Application(Box::new(error))
}
