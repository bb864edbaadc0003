// SPDX-License-Identifier: Apache-2.0

//! A chain in memory, on which a Wasm runtime, or the same runtime compiled for this machine, executes the blocks. A
//! block has inherents, signed transactions and all hooks, as on a node. The relay chain is mocked, and the test sets
//! its number.

use crate::common::genesis_json;
use codec::{Decode, Encode};
use cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider;
use cumulus_primitives_core::{
	relay_chain::{well_known_keys::upgrade_restriction_signal, HeadData, UpgradeRestriction},
	BlockBundleInfo, ClaimQueueOffset, CoreInfo, CoreSelector, CumulusDigestItem,
};
use futures::executor::block_on;
use outrider_runtime::{
	constants::para_ids,
	sync_backing,
	transactions::{immortal, immortal_implicit},
	Hash, Header, Nonce, RuntimeCall, System, UncheckedExtrinsic, VERSION, WASM_BINARY,
};
use sc_executor::{WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot};
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_inherents::{InherentData, InherentDataProvider};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::SignedPayload, ApplyExtrinsicResult, Digest, DigestItem, ExtrinsicInclusionMode,
	MultiAddress, StateVersion, Storage,
};
use sp_timestamp::Timestamp;
use std::sync::LazyLock;

pub const RELAY_SLOT_DURATION_MS: u64 = 6_000;

type HostFunctions = (
	sp_io::SubstrateHostFunctions,
	cumulus_primitives_proof_size_hostfunction::storage_proof_size::HostFunctions,
);

/// A runtime of the chain: its code, and the facts that transactions and blocks need.
#[derive(Clone, Copy)]
pub struct Code {
	/// `None` for the runtime that is compiled for this machine.
	pub wasm: Option<&'static [u8]>,
	pub spec_version: u32,
	pub slot_ms: u64,
}

impl Code {
	/// The runtime with 12-second blocks, before asynchronous backing.
	pub fn twelve_seconds() -> Self {
		let wasm = sync_backing::WASM_BINARY.expect("compiled without SKIP_WASM_BUILD");
		Self { wasm: Some(wasm), spec_version: 9_000, slot_ms: 12_000 }
	}

	/// The runtime with 6-second blocks.
	pub fn six_seconds() -> Self {
		let wasm = WASM_BINARY.expect("compiled without SKIP_WASM_BUILD");
		Self { wasm: Some(wasm), ..Self::native() }
	}

	/// The runtime with 6-second blocks, compiled for this machine.
	pub fn native() -> Self {
		Self { wasm: None, spec_version: VERSION.spec_version, slot_ms: 6_000 }
	}
}

/// A header before the block is built.
pub fn header(number: u32, parent_hash: Hash, digest: Digest) -> Header {
	let (state_root, extrinsics_root) = Default::default();
	Header { parent_hash, number, state_root, extrinsics_root, digest }
}

/// What the inherents of a block need: the time in milliseconds, and what the relay chain says at this number.
pub fn inherent_data(
	parent: &Header,
	relay_number: u32,
	relay_parent_offset: u32,
	now: u64,
	restricted: bool,
) -> InherentData {
	let relay_chain = MockValidationDataInherentDataProvider::<()> {
		current_para_block: parent.number + 1,
		para_id: para_ids::LOCAL.into(),
		current_para_block_head: Some(HeadData(parent.encode())),
		relay_offset: relay_number,
		relay_blocks_per_para_block: 0,
		para_blocks_per_relay_epoch: 10,
		relay_parent_offset,
		additional_key_values: restricted.then(|| {
			let key = upgrade_restriction_signal(para_ids::LOCAL.into());
			vec![(key, UpgradeRestriction::Present.encode())]
		}),
		..Default::default()
	};
	let mut data = InherentData::new();
	let timestamp = sp_timestamp::InherentDataProvider::new(Timestamp::new(now));
	block_on(timestamp.provide_inherent_data(&mut data)).unwrap();
	block_on(relay_chain.provide_inherent_data(&mut data)).unwrap();
	data
}

/// Shared, so that each code is compiled only once.
static EXECUTOR: LazyLock<WasmExecutor<HostFunctions>> = LazyLock::new(|| {
	WasmExecutor::builder()
		.with_onchain_heap_alloc_strategy(DEFAULT_HEAP_ALLOC_STRATEGY)
		.build()
});

/// A node of the trie: its key, its bytes, and how often it is referred to.
type Node = (Vec<u8>, (Vec<u8>, i32));

/// A saved state of a chain.
pub struct Snapshot {
	storage: Vec<Node>,
	root: Hash,
	code: Code,
	parent: Header,
	relay_number: u32,
	offset: u32,
}

pub struct WasmChain {
	externalities: TestExternalities,
	code: Code,
	parent: Header,
	/// The relay block number of the newest block.
	pub relay_number: u32,
	/// How many descendants of the relay parent the inherent of the newest block has brought.
	offset: u32,
	/// Whether the collator builds on the newest relay-chain block, whatever the runtime says.
	pub ignores_offset: bool,
	/// Cores on which the blocks of a slot are built.
	pub cores: u16,
	/// Whether the relay chain refuses new code.
	pub restricted: bool,
}

impl WasmChain {
	/// The state that a preset builds, before the first block.
	pub fn genesis(preset: &str, code: Code, relay_number: u32) -> Self {
		Self::genesis_from(&genesis_json(preset), code, relay_number)
	}

	/// The state that a preset builds with this number of blocks in a slot, before the first block.
	pub fn genesis_at_rate(preset: &str, rate: u32, relay_number: u32) -> Self {
		let mut json = genesis_json(preset);
		json["blockRate"]["rate"] = rate.into();
		Self::genesis_from(&json, Code::native(), relay_number)
	}

	fn genesis_from(json: &serde_json::Value, code: Code, relay_number: u32) -> Self {
		let mut chain = Self {
			externalities: TestExternalities::new_with_code(
				code.wasm.unwrap_or_default(),
				Storage::default(),
			),
			code,
			parent: header(0, Default::default(), Digest::default()),
			relay_number,
			offset: 0,
			ignores_offset: false,
			cores: 1,
			restricted: false,
		};
		let json = serde_json::to_vec(json).unwrap();
		let built: Result<(), String> = chain.call("GenesisBuilder_build_state", &json.encode());
		built.expect("the preset builds a state");
		chain
	}

	/// Saves the chain.
	pub fn snapshot(mut self) -> Snapshot {
		self.externalities
			.commit_all()
			.expect("no transaction is open between two blocks");
		let Self { externalities, code, parent, relay_number, offset, .. } = self;
		let (storage, root) = externalities.into_raw_snapshot();
		Snapshot { storage, root, code, parent, relay_number, offset }
	}

	/// Continues from a snapshot.
	pub fn resume(snapshot: &Snapshot) -> Self {
		let Snapshot { storage, root, code, parent, relay_number, offset } = snapshot;
		Self {
			externalities: TestExternalities::from_raw_snapshot(
				storage.clone(),
				*root,
				StateVersion::V1,
			),
			code: *code,
			parent: parent.clone(),
			relay_number: *relay_number,
			offset: *offset,
			ignores_offset: false,
			cores: 1,
			restricted: false,
		}
	}

	/// Calls a function of the runtime on the chain's state.
	pub fn call<R: Decode>(&mut self, function: &str, arguments: &[u8]) -> R {
		let answer = match self.code.wasm {
			Some(wasm) => self.call_wasm(wasm, function, arguments),
			None => self.externalities.execute_with(|| {
				outrider_runtime::api::dispatch(function, arguments)
					.expect("the runtime has this function")
			}),
		};
		R::decode(&mut &answer[..]).expect("the answer is of the type that the caller expects")
	}

	fn call_wasm(&mut self, wasm: &[u8], function: &str, arguments: &[u8]) -> Vec<u8> {
		let wrapped = WrappedRuntimeCode(wasm.into());
		let code = RuntimeCode {
			code_fetcher: &wrapped,
			heap_pages: None,
			hash: self.code.spec_version.encode(),
		};
		let mut externalities = self.externalities.ext();
		let context = CallContext::Onchain { import: false };
		let (answer, _) = EXECUTOR.call(&mut externalities, &code, function, arguments, context);
		answer.unwrap_or_else(|error| panic!("{function}: {error}"))
	}

	/// Reads or changes the state between two blocks.
	pub fn execute_with<R>(&mut self, action: impl FnOnce() -> R) -> R {
		self.externalities.execute_with(action)
	}

	/// The state, for tests that need more than [`Self::execute_with`].
	pub fn externalities(&mut self) -> &mut TestExternalities {
		&mut self.externalities
	}

	/// The number of the newest block.
	pub fn number(&self) -> u32 {
		self.parent.number
	}

	/// Adds to the number of the newest block, without building blocks.
	pub fn skip_numbers(&mut self, numbers: u32) {
		self.parent.number += numbers;
		let number = self.parent.number;
		self.execute_with(|| System::set_block_number(number));
	}

	/// Applies the relay chain's go-ahead: the next block has this code.
	pub fn upgrade(&mut self, code: Code) {
		self.code = code;
	}

	/// Builds a block with these transactions, `slots` Aura slots after the one before. All transactions must succeed.
	pub fn block(&mut self, slots: u32, transactions: &[(Sr25519Keyring, RuntimeCall)]) {
		self.build(slots, None, transactions);
	}

	/// The number of blocks in the next slot, as a collator asks for it.
	pub fn target_rate(&mut self) -> u32 {
		self.call("TargetBlockRate_target_block_rate", &[])
	}

	/// How many relay-chain blocks the relay parent of the next slot is behind the newest one, as a collator asks for it.
	pub fn relay_parent_offset(&mut self) -> u32 {
		self.call("RelayParentOffsetApi_relay_parent_offset", &[])
	}

	/// Builds the blocks of the next slot as a collator with one core does: as many as the runtime asks for, until one has taken
	/// the core. The transactions go into the first one. `after` is called after each block, with its place. Returns how many
	/// blocks there are.
	pub fn slot(
		&mut self,
		transactions: &[(Sr25519Keyring, RuntimeCall)],
		mut after: impl FnMut(&mut Self, u8),
	) -> u32 {
		let blocks = u8::try_from(self.target_rate()).unwrap();
		for index in 0..blocks {
			let place = BlockBundleInfo { index, is_last: index + 1 == blocks };
			self.build(
				u32::from(index == 0),
				Some(place),
				if index == 0 { transactions } else { &[] },
			);
			after(self, index);
			if CumulusDigestItem::contains_use_full_core(&self.parent.digest) {
				return u32::from(index) + 1;
			}
		}
		blocks.into()
	}

	/// Builds the blocks of so many slots, without transactions.
	pub fn slots(&mut self, slots: u32) {
		for _ in 0..slots {
			self.slot(&[], |_, _| ());
		}
	}

	/// Builds a block, at a place in a bundle or without a bundle. All transactions must succeed.
	pub fn build(
		&mut self,
		slots: u32,
		place: Option<BlockBundleInfo>,
		transactions: &[(Sr25519Keyring, RuntimeCall)],
	) {
		let mode = self.begin_block(slots, place);
		let expected = match transactions {
			[] => mode,
			_ => ExtrinsicInclusionMode::AllExtrinsics,
		};
		assert_eq!(mode, expected, "migrations leave no room for transactions");
		for (who, call) in transactions {
			let dispatched = self.apply(*who, call.clone()).expect("the transaction is valid");
			dispatched.unwrap_or_else(|error| panic!("{call:?}: {error:?}"));
		}
		self.end_block();
	}

	/// Applies a transaction in the block that has been begun.
	pub fn apply(&mut self, who: Sr25519Keyring, call: RuntimeCall) -> ApplyExtrinsicResult {
		let transaction = self.sign(who, call);
		self.call("BlockBuilder_apply_extrinsic", &transaction.encode())
	}

	/// Ends the block that has been begun.
	pub fn end_block(&mut self) {
		self.parent = self.call("BlockBuilder_finalize_block", &[]);
	}

	/// Begins a block, and applies its inherents.
	pub fn begin_block(
		&mut self,
		slots: u32,
		place: Option<BlockBundleInfo>,
	) -> ExtrinsicInclusionMode {
		let relay_slots = u32::try_from(self.code.slot_ms / RELAY_SLOT_DURATION_MS).unwrap();
		self.relay_number += slots * relay_slots;
		let now = u64::from(self.relay_number) * RELAY_SLOT_DURATION_MS;
		let number = self.parent.number + 1;
		let slot = Slot::from(now / self.code.slot_ms);
		let slot = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot);
		// The blocks of a bundle have one relay parent. What a collator asks before the first of them holds for all.
		if slots > 0 {
			self.offset = if self.ignores_offset { 0 } else { self.relay_parent_offset() };
		}
		// The relay chain takes the candidate in the block after next.
		let claim_queue_offset = u8::try_from(self.offset).unwrap() + 1;
		let mut logs = vec![slot];
		if let Some(place) = place {
			let core = CoreInfo {
				selector: CoreSelector(0),
				claim_queue_offset: ClaimQueueOffset(claim_queue_offset),
				number_of_cores: self.cores.into(),
			};
			logs.extend([core.to_digest_item(), place.to_digest_item()]);
		}
		let data = self.inherent_data(now);
		let header = header(number, self.parent.hash(), Digest { logs });
		let mode = self.call("Core_initialize_block", &header.encode());
		let inherents: Vec<UncheckedExtrinsic> =
			self.call("BlockBuilder_inherent_extrinsics", &data.encode());
		for inherent in inherents {
			let applied: ApplyExtrinsicResult =
				self.call("BlockBuilder_apply_extrinsic", &inherent.encode());
			applied.expect("an inherent is valid").expect("an inherent succeeds");
		}
		mode
	}

	fn inherent_data(&self, now: u64) -> InherentData {
		inherent_data(&self.parent, self.relay_number, self.offset, now, self.restricted)
	}

	fn sign(&mut self, who: Sr25519Keyring, call: RuntimeCall) -> UncheckedExtrinsic {
		let (nonce, genesis): (Nonce, _) = self
			.execute_with(|| (System::account_nonce(who.to_account_id()), System::block_hash(0)));
		let (version, transaction_version) = (self.code.spec_version, 1);
		let implicit = immortal_implicit(genesis, version, transaction_version);
		let payload = SignedPayload::from_raw(call, immortal(nonce, 0), implicit);
		let signature = payload.using_encoded(|bytes| who.sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		let address = MultiAddress::Id(who.to_account_id());
		UncheckedExtrinsic::new_signed(call, address, signature.into(), extension)
	}
}
