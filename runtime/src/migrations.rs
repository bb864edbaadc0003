// SPDX-License-Identifier: Apache-2.0

//! What an upgrade does to the state that it finds.
//!
//! A migration of one block goes into [`Unreleased`] and is deleted after the release that ran it. One whose length
//! users control goes into [`MultiBlockMigrations`].

/// Migrations of the next release.
pub type Unreleased = ();

/// Migrations that are right to run at every upgrade.
pub type Permanent = pallet_xcm::migration::MigrateToLatestXcmVersion<crate::Runtime>;

/// Migrations that run within the first block of an upgrade.
pub type SingleBlockMigrations = (Unreleased, Permanent);

/// Migrations that take several blocks.
pub type MultiBlockMigrations = ();
