// SPDX-License-Identifier: Apache-2.0

//! The numbers in the state that are block numbers of this chain.
//!
//! Two chains build the same blocks, with the same relay block numbers. One of them skips many of its own numbers after
//! its first block. Every difference of their states follows from the number of a block. Every item that could hold
//! such a number, by the metadata, must be written in these blocks, or be listed with the reason why it is not. So this
//! test fails for a release of the SDK, or a pallet, that stores another deadline in blocks.

use super::*;
use frame_metadata::{
	v14::{StorageEntryType, StorageHasher},
	RuntimeMetadata,
};
use frame_system::LastRuntimeUpgrade;
use outrider_runtime::{constants::consensus::MAXIMUM_BLOCK_WEIGHT, Scheduler, Treasury};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use scale_info::{form::PortableForm, PortableRegistry, Type, TypeDef, TypeDefPrimitive};
use std::collections::{BTreeMap, BTreeSet};

/// A multiple of the session's length, so that both chains are equally far from its end.
const SKIPPED: u32 = 1_000 * 3_600;

/// A storage item: its pallet, and its name.
type Item = (String, String);

/// The treatment of a block number when blocks come twice as often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
	/// A deadline: a migration moves it.
	Migrated,
	/// A place in the chain: no deadline is counted from it, or a new duration is.
	Place,
	/// Written anew in each block or session, or derived from a header with its number.
	Rewritten,
}

/// The items that hold numbers of blocks of this chain, or follow from them.
const NUMBERS: &[(&str, &str, Fate)] = &[
	("CollatorSelection", "LastAuthoredBlock", Fate::Place),
	("Identity", "PendingUsernames", Fate::Migrated),
	("Identity", "UnbindingUsernames", Fate::Migrated),
	// Timepoints.
	("Multisig", "Multisigs", Fate::Place),
	("ParachainSystem", "BlockWeightMode", Fate::Rewritten),
	("ParachainSystem", "PoVMessagesTracker", Fate::Rewritten),
	("ParachainSystem", "RelayStateProof", Fate::Rewritten),
	("ParachainSystem", "ValidationData", Fate::Rewritten),
	("PolkadotXcm", "AuthorizedAliases", Fate::Migrated),
	("SafeMode", "EnteredUntil", Fate::Migrated),
	("System", "BlockHash", Fate::Place),
	("System", "BlockWeight", Fate::Rewritten),
	("System", "Digest", Fate::Rewritten),
	("System", "Events", Fate::Rewritten),
	("System", "Number", Fate::Rewritten),
	("System", "ParentHash", Fate::Rewritten),
	("TechnicalCommittee", "Voting", Fate::Migrated),
];

/// The items that could hold such a number and are not written here, with the reason.
const UNWRITTEN: &[(&str, &[&str], &str)] = &[
	(
		"BlockRate",
		&["LastChange", "Unsettled", "Waiting"],
		"the rate has never changed; the block before a change is a place, from which deadlines are moved",
	),
	("DappStaking", &["CurrentSettlement"], "eras, which are the relay chain's time"),
	("ForeignAssets", &["Account", "Approvals", "NextAssetId"], "counts, and amounts of money"),
	("Identity", &["IdentityOf", "Registrars"], "indices of registrars"),
	("MessageQueue", &["BookStateFor", "Pages", "ServiceHead"], "sizes, and indices of pages"),
	(
		"MultiBlockMigrations",
		&["Cursor"],
		"the place at which a migration began, none of which has a limit of blocks",
	),
	(
		"ParachainSystem",
		&[
			"AnnouncedHrmpMessagesPerCandidate",
			"LastProcessedDownwardMessage",
			"ReservedDmpWeightOverride",
			"ReservedXcmpWeightOverride",
		],
		"of one block, or numbers of the relay chain, or weights",
	),
	(
		"PolkadotXcm",
		&["Queries", "QueryCounter"],
		"a timeout that the pallet does not act on; no call here asks",
	),
	(
		"PolkadotXcm",
		&[
			"AssetTraps",
			"LockedFungibles",
			"RecordedXcm",
			"RemoteLockedFungibles",
			"SupportedVersion",
			"VersionNotifiers",
			"VersionNotifyTargets",
		],
		"counts, versions, and numbers in locations",
	),
	("Preimage", &["PreimageFor", "RequestStatusFor", "StatusFor"], "lengths, and counts"),
	("Referenda", &["MetadataOf", "TrackQueue"], "indices of referenda"),
	("SafeMode", &["Deposits"], "nobody enters safe mode by a deposit"),
	("Scheduler", &["Retries"], "the relay chain's time"),
	("Session", &["DisabledValidators"], "indices of collators"),
	(
		"Settlement",
		&[
			"Batches",
			"Checked",
			"ClaimMeter",
			"Claimed",
			"InboxFloor",
			"InboxStart",
			"Indices",
			"LastBatches",
			"LastPause",
			"NextIndex",
			"NextParameters",
			"OrphansTo",
		],
		"slots of the relay chain that were lived through, and numbers of batches, entries and accounts",
	),
	(
		"System",
		&[
			"BlockSize",
			"EventTopics",
			"ExecutionPhase",
			"ExtrinsicCount",
			"ExtrinsicData",
			"ExtrinsicWeightReclaimed",
		],
		"of one block; events are indexed by nothing here",
	),
	("Treasury", &["ProposalCount", "Proposals"], "indices, and amounts of money"),
	("Whitelist", &["DeferredDispatch"], "the relay chain's time"),
	(
		"XcmpQueue",
		&[
			"DeliveryFeeFactor",
			"InboundXcmpSuspended",
			"OutboundXcmpMessages",
			"QueueConfig",
			"SignalMessages",
		],
		"ids of chains, indices of pages, and factors",
	),
];

/// The state by storage item.
type State = BTreeMap<Item, BTreeMap<Vec<u8>, Vec<u8>>>;

fn prefix(pallet: &str, name: &str) -> Vec<u8> {
	[sp_io::hashing::twox_128(pallet.as_bytes()), sp_io::hashing::twox_128(name.as_bytes())]
		.concat()
}

/// Items by the prefixes of their keys, with the types of their values and of the keys that can be read back.
type Items = BTreeMap<Vec<u8>, (Item, Vec<u32>)>;

/// All items of the chain.
fn items() -> (PortableRegistry, Items) {
	let RuntimeMetadata::V14(metadata) = Runtime::metadata().1 else {
		panic!("metadata of version 14")
	};
	let mut items = BTreeMap::new();
	for storage in metadata.pallets.into_iter().filter_map(|pallet| pallet.storage) {
		for entry in storage.entries {
			let types = match entry.ty {
				StorageEntryType::Plain(value) => vec![value.id],
				StorageEntryType::Map { hashers, key, value } => {
					let readable = !matches!(
						hashers[..],
						[StorageHasher::Twox128 | StorageHasher::Blake2_256]
					);
					[value.id].into_iter().chain(readable.then_some(key.id)).collect()
				},
			};
			let item = (storage.prefix.clone(), entry.name);
			items.insert(prefix(&item.0, &item.1), (item, types));
		}
	}
	(metadata.types, items)
}

/// Whether this type holds an integer at least as wide as a block number that is no amount of money.
fn holds_a_number(types: &PortableRegistry, id: u32, seen: &mut BTreeSet<u32>) -> bool {
	if !seen.insert(id) {
		return false;
	}
	let ty: &Type<PortableForm> = types.resolve(id).unwrap();
	let inner: Vec<u32> = match &ty.type_def {
		TypeDef::Primitive(TypeDefPrimitive::U32 | TypeDefPrimitive::U64) => return true,
		TypeDef::Primitive(_) | TypeDef::BitSequence(_) => vec![],
		TypeDef::Composite(composite) => composite.fields.iter().map(|field| field.ty.id).collect(),
		TypeDef::Variant(variant) => {
			let fields = variant.variants.iter().flat_map(|variant| &variant.fields);
			fields.map(|field| field.ty.id).collect()
		},
		TypeDef::Sequence(sequence) => vec![sequence.type_param.id],
		TypeDef::Array(array) => vec![array.type_param.id],
		TypeDef::Tuple(tuple) => tuple.fields.iter().map(|field| field.id).collect(),
		TypeDef::Compact(compact) => vec![compact.type_param.id],
	};
	inner.into_iter().any(|id| holds_a_number(types, id, seen))
}

/// The chain of [`live`] in safe mode, with further entries that hold a time.
fn braked(skipped: u32) -> WasmChain {
	let mut chain = live(Code::native(), skipped);
	chain.execute_with(|| {
		let root = RuntimeOrigin::root;
		let charlie = Box::new(address(Charlie));
		Treasury::spend(root(), Box::new(()), RIDE, charlie, None).unwrap();
		let call = Box::new(remark(b"named"));
		Scheduler::schedule_named(root(), [1; 32], SCHEDULED, None, 0, call).unwrap();
	});
	let vote = AccountVote::Standard {
		vote: Vote { aye: true, conviction: Conviction::Locked1x },
		balance: RIDE,
	};
	let approve = pallet_multisig::Call::approve_as_multi {
		threshold: 2,
		other_signatories: vec![Bob.to_account_id()],
		maybe_timepoint: None,
		call_hash: [2; 32],
		max_weight: Default::default(),
	};
	chain.block(
		1,
		&[
			(Charlie, pallet_conviction_voting::Call::vote { poll_index: 0, vote }.into()),
			(Alice, approve.into()),
		],
	);
	deadlines::brake(chain)
}

fn lived(skipped: u32) -> State {
	braked(skipped).execute_with(state)
}

fn state() -> State {
	let (_, items) = items();
	let mut state = State::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		key = next;
		if let Some((item, _)) = key.get(..32).and_then(|prefix| items.get(prefix)) {
			let value = sp_io::storage::get(&key).unwrap().to_vec();
			state.entry(item.clone()).or_default().insert(key[32..].to_vec(), value);
		}
	}
	state
}

fn named<'a>(items: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeSet<Item> {
	items.into_iter().map(|(pallet, name)| (pallet.into(), name.into())).collect()
}

/// The items whose entries are not the same in both states.
fn changed(before: &State, after: &State) -> BTreeSet<Item> {
	let all: BTreeSet<_> = before.keys().chain(after.keys()).collect();
	all.into_iter()
		.filter(|item| before.get(*item) != after.get(*item))
		.cloned()
		.collect()
}

#[test]
fn all_items_that_depend_on_the_block_number_are_listed() {
	let found = changed(&lived(0), &lived(SKIPPED));
	let known = named(NUMBERS.iter().map(|(pallet, name, _)| (*pallet, *name)));
	assert_eq!(found, known);
}

#[test]
fn each_item_that_could_hold_a_block_number_is_written_or_listed_with_a_reason() {
	let mut chain = braked(0);
	let (types, items) = chain.execute_with(items);
	let can: BTreeSet<Item> = items
		.into_values()
		.filter(|(_, ids)| ids.iter().any(|id| holds_a_number(&types, *id, &mut BTreeSet::new())))
		.map(|(item, _)| item)
		.collect();
	let written: BTreeSet<Item> = chain.execute_with(state).into_keys().collect();
	let unwritten: BTreeSet<Item> = can.difference(&written).cloned().collect();
	let excused = named(
		UNWRITTEN
			.iter()
			.flat_map(|(pallet, names, _)| names.iter().map(|name| (*pallet, *name))),
	);
	assert_eq!(unwritten, excused);
}

#[test]
fn the_migrations_change_each_deadline_and_nothing_else() {
	let (before, after) = braked(0).execute_with(|| {
		LastRuntimeUpgrade::<Runtime>::mutate(|last| {
			last.as_mut().unwrap().spec_version = 9_000.into();
		});
		let before = state();
		deadlines::upgrade();
		deadlines::migrate_users(MAXIMUM_BLOCK_WEIGHT);
		(before, state())
	});
	let deadlines = NUMBERS.iter().filter(|(_, _, fate)| *fate == Fate::Migrated);
	let deadlines = deadlines.map(|(pallet, name, _)| (*pallet, *name));
	// The progress and the events of the migrations, and XCM's check of versions, which every upgrade begins.
	let besides = [
		("MultiBlockMigrations", "Cursor"),
		("PolkadotXcm", "CurrentMigration"),
		("System", "EventCount"),
		("System", "Events"),
		("System", "LastRuntimeUpgrade"),
	];
	assert_eq!(changed(&before, &after), named(deadlines.chain(besides)));
}
