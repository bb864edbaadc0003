// SPDX-License-Identifier: GPL-3.0-only

//! `purge-chain`: deletes the databases in the base path, without a spec of the relay chain.

use crate::cli::relay_chain_folder;
use cumulus_client_cli::PurgeChainCmd;
use sc_cli::Result;
use sc_service::Configuration;
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};

/// The folders of a chain's database, one for each database back end.
const DATABASES: [&str; 2] = ["db", "paritydb"];

/// Deletes the databases, after a confirmation.
pub fn run(cmd: &PurgeChainCmd, config: &Configuration) -> Result<()> {
	let both = cmd.parachain == cmd.relaychain;
	let mut found = Vec::new();
	if both || cmd.parachain {
		let database = config.database.path().filter(|path| path.is_dir());
		found.extend(database.map(Path::to_path_buf));
	}
	if both || cmd.relaychain {
		found.extend(databases_of_any_chain(&relay_chain_folder(config))?);
	}
	if found.is_empty() {
		println!("There is no database of this chain in `{}`.", config.base_path.path().display());
		return Ok(());
	}
	if !cmd.base.yes && !confirmed(&found)? {
		println!("Aborted");
		return Ok(());
	}
	for database in found {
		fs::remove_dir_all(&database)?;
		println!("{database:?} removed.");
	}
	Ok(())
}

/// The databases in a node's base path, of all chains that have used the base path.
fn databases_of_any_chain(base: &Path) -> Result<Vec<PathBuf>> {
	let chains = match fs::read_dir(base.join("chains")) {
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
		chains => chains?.collect::<io::Result<Vec<_>>>()?,
	};
	Ok(chains
		.into_iter()
		.flat_map(|chain| DATABASES.map(|name| chain.path().join(name)))
		.filter(|database| database.is_dir())
		.collect())
}

fn confirmed(databases: &[PathBuf]) -> Result<bool> {
	for database in databases {
		println!("{}", database.display());
	}
	print!("Are you sure to remove? [y/N]: ");
	io::stdout().flush()?;
	let mut answer = String::new();
	io::stdin().read_line(&mut answer)?;
	Ok(answer.trim().starts_with(['y', 'Y']))
}
