// SPDX-License-Identifier: Apache-2.0

//! A local network whose blocks a test builds while it is inside the chain's state. Sequencers and users are those of the pallet's
//! tests. Blocks have inherents and all hooks.

use crate::{
	common::{genesis_json, try_state},
	wasm_chain::{header, inherent_data, RELAY_SLOT_DURATION_MS},
};
use codec::{Decode, Encode};
use frame_support::{
	dispatch::DispatchResultWithPostInfo, genesis_builder_helper::build_state,
	traits::UnfilteredDispatchable,
};
use outrider_runtime::{
	constants::currency::{MILLI_RIDE, RIDE},
	genesis_presets::LOCAL_TESTNET,
	transactions::{immortal, immortal_implicit},
	AccountId, Balance, Balances, Header, Runtime, RuntimeCall, RuntimeGenesisConfig,
	RuntimeOrigin, Settlement, System, UncheckedExtrinsic, VERSION,
};
use pallet_settlement::{
	testing::{self, pair, ALICE, BOB, RIVAL, SEQ, WATCHER},
	Call, Parameters, RelaySlot,
};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot};
use sp_core::{Pair, H256};
use sp_io::TestExternalities;
use sp_runtime::{
	generic::SignedPayload, traits::Dispatchable, ApplyExtrinsicResult, Digest, DigestItem,
	MultiAddress,
};
use std::{
	cell::{Cell, RefCell},
	sync::LazyLock,
};

/// The relay slot of the first block.
pub const FIRST: u32 = 300_000_000;
/// The blocks that a slot takes.
const RATE: u32 = 12;
/// What each person starts with, in plank.
pub const ENDOWMENT: Balance = 10_000 * RIDE;
/// The bond of each of the two sequencers, in plank.
pub const BOND: Balance = 100 * RIDE;

thread_local! {
	static PARENT: RefCell<Option<Header>> = const { RefCell::new(None) };
	static RELAY_NUMBER: Cell<u32> = const { Cell::new(FIRST) };
	/// Blocks of this slot so far.
	static IN_SLOT: Cell<u32> = const { Cell::new(0) };
}

/// The runtime, as the pallet's tests see a chain. Calls pass the filters.
pub struct Outrider;

impl testing::Chain for Outrider {
	type Runtime = Runtime;

	const UNIT: Balance = MILLI_RIDE;

	fn call(who: u8, call: Call<Runtime>) -> DispatchResultWithPostInfo {
		by(who, call)
	}

	fn call_as_root(call: Call<Runtime>) -> DispatchResultWithPostInfo {
		RuntimeCall::from(call).dispatch_bypass_filter(RuntimeOrigin::root())
	}

	fn block_in(slot: RelaySlot) {
		end();
		Settlement::do_try_state().unwrap();
		let now = u64::from(RELAY_NUMBER.get());
		let full = slot == now && IN_SLOT.get() == RATE;
		begin(u32::try_from(slot - now).unwrap() + u32::from(full));
	}
}

pub type Node = testing::Node<Outrider>;

pub fn account(person: u8) -> AccountId {
	testing::account::<Outrider>(person)
}

/// A call by a person, without a fee. It passes the filters.
pub fn by(who: u8, call: impl Into<RuntimeCall>) -> DispatchResultWithPostInfo {
	call.into().dispatch(RuntimeOrigin::signed(account(who)))
}

/// The free balance of a person, in plank.
pub fn free(who: u8) -> Balance {
	Balances::free_balance(account(who))
}

pub fn blocks(count: u32) {
	testing::blocks::<Outrider>(count);
}

pub fn deposit(who: u8, amount: Balance) -> u32 {
	testing::deposit::<Outrider>(who, amount)
}

/// Times as short as the pallet takes, so that a history fits into some hundred blocks. Two collators make the window 16 slots.
pub fn parameters() -> Parameters {
	Parameters {
		rotation_slots: 1,
		grace_rotations: 2,
		inbox_deadline: 8,
		tick_deadline: 3,
		liveness_deadline: 33,
		window_min: 4,
		window_max: 20,
		window_turns: 8,
		max_pause: 20,
		meter_period: 10,
		min_bond: BOND,
		..Default::default()
	}
}

/// The nodes of a state's trie, and the root.
type Snapshot = (Vec<(Vec<u8>, (Vec<u8>, i32))>, H256);

/// The state of a network with two collators and two sequencers: as hard to make as a hundred blocks.
static GENESIS: LazyLock<Snapshot> = LazyLock::new(|| {
	let mut json = genesis_json(LOCAL_TESTNET);
	json["blockRate"]["rate"] = RATE.into();
	json["settlement"]["parameters"] = serde_json::to_value(parameters()).unwrap();
	let bonds = [SEQ, RIVAL].map(|who| (account(who), BOND));
	json["settlement"]["sequencers"] = serde_json::to_value(bonds).unwrap();
	let people = [ALICE, BOB, SEQ, RIVAL, WATCHER].map(|who| (account(who), ENDOWMENT));
	let balances = json["balances"]["balances"].as_array_mut().unwrap();
	balances.extend(people.map(|entry| serde_json::to_value(entry).unwrap()));
	let json = serde_json::to_vec(&json).unwrap();
	let mut chain = TestExternalities::default();
	chain.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(json).expect("the preset builds a state");
	});
	chain.commit_all().expect("genesis can be committed");
	chain.into_raw_snapshot()
});

/// Runs `test` in the second block of that network. Checks every pallet's invariants at the end.
pub fn run<R>(test: impl FnOnce() -> R) -> R {
	let (state, root) = GENESIS.clone();
	TestExternalities::from_raw_snapshot(state, root, VERSION.state_version()).execute_with(|| {
		PARENT.set(Some(header(0, Default::default(), Digest::default())));
		RELAY_NUMBER.set(FIRST);
		begin(1);
		blocks(1);
		let result = test();
		end();
		try_state();
		result
	})
}

fn api<R: Decode>(function: &str, arguments: &impl Encode) -> R {
	let answer = outrider_runtime::api::dispatch(function, &arguments.encode());
	R::decode(&mut &answer.expect("the runtime has this function")[..]).unwrap()
}

/// Begins a block `slots` relay slots after the one before, and applies its inherents.
pub fn begin(slots: u32) {
	let parent = PARENT.with_borrow(|parent| parent.clone().unwrap());
	let relay_number = RELAY_NUMBER.get() + slots;
	RELAY_NUMBER.set(relay_number);
	IN_SLOT.set(if slots > 0 { 1 } else { IN_SLOT.get() + 1 });
	let slot = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(
		Slot::from(u64::from(relay_number)),
	);
	let next = header(parent.number + 1, parent.hash(), Digest { logs: vec![slot] });
	let _: sp_runtime::ExtrinsicInclusionMode = api("Core_initialize_block", &next);
	let now = u64::from(relay_number) * RELAY_SLOT_DURATION_MS;
	let data = inherent_data(&parent, relay_number, 0, now, false);
	let inherents: Vec<UncheckedExtrinsic> = api("BlockBuilder_inherent_extrinsics", &data);
	for inherent in inherents {
		let applied: ApplyExtrinsicResult = api("BlockBuilder_apply_extrinsic", &inherent);
		applied.expect("an inherent is valid").expect("an inherent succeeds");
	}
}

/// Ends the block.
pub fn end() {
	PARENT.set(Some(api("BlockBuilder_finalize_block", &())));
}

/// Applies a person's transaction, with its fee and its weight.
pub fn apply(who: u8, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
	let account = account(who);
	let implicit =
		immortal_implicit(System::block_hash(0), VERSION.spec_version, VERSION.transaction_version);
	let extension = immortal(System::account_nonce(&account), 0);
	let payload = SignedPayload::from_raw(call.into(), extension, implicit);
	let signature = payload.using_encoded(|bytes| pair(who).sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	let address = MultiAddress::Id(account);
	let transaction = UncheckedExtrinsic::new_signed(call, address, signature.into(), extension);
	api("BlockBuilder_apply_extrinsic", &transaction)
}
