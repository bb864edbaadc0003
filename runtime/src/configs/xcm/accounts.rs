// SPDX-License-Identifier: Apache-2.0

//! The account and the origin that a location elsewhere has on this chain.

use super::{RelayChainOrigin, RelayNetworkId};
use crate::{AccountId, Runtime, RuntimeOrigin};
use pallet_xcm::{AuthorizedAliasers, XcmPassthrough};
use polkadot_parachain_primitives::primitives::Sibling;
use xcm_builder::{
	AccountId32Aliases, AliasChildLocation, DescribeAllTerminal, DescribeFamily, HashedDescription,
	ParentIsPreset, RelayChainAsNative, SiblingParachainAsNative, SiblingParachainConvertsVia,
	SignedAccountId32AsNative, SignedToAccountId32, SovereignSignedViaLocation,
};

/// The account of a location elsewhere.
pub type LocationToAccountId = (
	ParentIsPreset<AccountId>,
	SiblingParachainConvertsVia<Sibling, AccountId>,
	AccountId32Aliases<RelayNetworkId, AccountId>,
	// Any other location: an account derived from the hash of its description.
	HashedDescription<AccountId, DescribeFamily<DescribeAllTerminal>>,
);

/// The origin of a location that dispatches a call here.
///
/// No location gets Root: the relay chain does not govern this chain.
pub type XcmOriginToTransactDispatchOrigin = (
	SovereignSignedViaLocation<LocationToAccountId, RuntimeOrigin>,
	RelayChainAsNative<RelayChainOrigin, RuntimeOrigin>,
	SiblingParachainAsNative<cumulus_pallet_xcm::Origin, RuntimeOrigin>,
	SignedAccountId32AsNative<RelayNetworkId, RuntimeOrigin>,
	XcmPassthrough<RuntimeOrigin>,
);

/// The locations that may act as another location: a chain as any location within it, and aliases that an account has
/// admitted.
pub type Aliasers = (AliasChildLocation, AuthorizedAliasers<Runtime>);

/// The location of an account of ours.
pub type LocalOriginToLocation = SignedToAccountId32<RuntimeOrigin, AccountId, RelayNetworkId>;
