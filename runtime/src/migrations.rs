// SPDX-License-Identifier: Apache-2.0

//! What an upgrade does to the state that it finds.
//!
//! A migration of one block goes into [`Unreleased`] and is deleted after the release that ran it. One whose length
//! users control goes into [`MultiBlockMigrations`].

pub mod block_time;

/// Migrations of the next release.
///
/// - [`block_time::Deadlines`]: added in 1.0.0, remove after 1.1.0.
pub type Unreleased = block_time::Deadlines;

/// Migrations that are right to run at every upgrade.
pub type Permanent = pallet_xcm::migration::MigrateToLatestXcmVersion<crate::Runtime>;

/// Migrations that run within the first block of an upgrade.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// Migrations that take several blocks. An upgrade runs each once in the life of a chain, so that a release must not have
/// one that is meant for a later release: the 12-second line has none.
///
/// - [`block_time::UserDeadlines`]: added in 1.0.0, remove after 1.1.0.
#[cfg(not(feature = "sync-backing"))]
pub type MultiBlockMigrations = (block_time::UserDeadlines,);
/// Migrations that take several blocks: none.
#[cfg(feature = "sync-backing")]
pub type MultiBlockMigrations = ();
