// SPDX-License-Identifier: Apache-2.0

//! Which account, and which origin, stands here for a location elsewhere?

use super::{RelayChainOrigin, RelayNetworkId};
use crate::{AccountId, Runtime, RuntimeOrigin};
use pallet_xcm::{AuthorizedAliasers, XcmPassthrough};
use polkadot_parachain_primitives::primitives::Sibling;
use xcm_builder::{
	AccountId32Aliases, AliasChildLocation, DescribeAllTerminal, DescribeFamily, HashedDescription,
	ParentIsPreset, RelayChainAsNative, SiblingParachainAsNative, SiblingParachainConvertsVia,
	SignedAccountId32AsNative, SignedToAccountId32, SovereignSignedViaLocation,
};

/// Which account here stands for a location elsewhere?
pub type LocationToAccountId = (
	ParentIsPreset<AccountId>,
	SiblingParachainConvertsVia<Sibling, AccountId>,
	AccountId32Aliases<RelayNetworkId, AccountId>,
	// Any other: an account derived from the hash of its description.
	HashedDescription<AccountId, DescribeFamily<DescribeAllTerminal>>,
);

/// Which origin does a location get when it dispatches a call here?
///
/// None gets Root: the relay chain does not govern this chain.
pub type XcmOriginToTransactDispatchOrigin = (
	SovereignSignedViaLocation<LocationToAccountId, RuntimeOrigin>,
	RelayChainAsNative<RelayChainOrigin, RuntimeOrigin>,
	SiblingParachainAsNative<cumulus_pallet_xcm::Origin, RuntimeOrigin>,
	SignedAccountId32AsNative<RelayNetworkId, RuntimeOrigin>,
	XcmPassthrough<RuntimeOrigin>,
);

/// Who may act under which other location? A chain under those within it, and whoever an account has admitted.
pub type Aliasers = (AliasChildLocation, AuthorizedAliasers<Runtime>);

/// The location of an account of ours.
pub type LocalOriginToLocation = SignedToAccountId32<RuntimeOrigin, AccountId, RelayNetworkId>;
