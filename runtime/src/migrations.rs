// SPDX-License-Identifier: Apache-2.0

//! How an upgrade changes the state.
//!
//! A migration that fits into one block goes into [`Unreleased`], and is deleted after the release that ran it. A migration
//! whose length depends on users goes into [`MultiBlockMigrations`].

pub mod block_time;

/// Migrations of the next release.
///
/// - [`block_time::Deadlines`]: added in 1.0.0, remove after 1.1.0.
pub type Unreleased = block_time::Deadlines;

/// Migrations that may run at every upgrade.
pub type Permanent = pallet_xcm::migration::MigrateToLatestXcmVersion<crate::Runtime>;

/// Migrations that run within the first block of an upgrade.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// Migrations that take several blocks.
///
/// A chain runs each of them once in its life. So a release must not have a migration that a later release needs. That is why
/// the 12-second chain has none, and why this depends on the feature.
///
/// - [`block_time::UserDeadlines`]: added in 1.0.0, remove after 1.1.0.
#[cfg(not(feature = "sync-backing"))]
pub type MultiBlockMigrations = (block_time::UserDeadlines,);
/// Migrations that take several blocks: none.
#[cfg(feature = "sync-backing")]
pub type MultiBlockMigrations = ();
