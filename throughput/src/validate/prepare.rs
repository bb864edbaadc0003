// SPDX-License-Identifier: GPL-3.0-only

//! `prepare`: the time that a validator takes to check the code of an upgrade.

use super::{validator::Validator, Runtime};
use clap::Args;
use polkadot_primitives::executor_params::DEFAULT_PRECHECK_PREPARATION_TIMEOUT as LIMIT;
use std::time::Duration;

/// Times a validator's own preparation of a runtime
///
/// Before the relay chain takes a parachain's new code, each validator compiles the code. The figure is CPU time of one
/// compilation by the code of the validator's prepare worker, without executor parameters.
///
/// The command fails if the compilation takes 60 seconds or more: a validator then votes against the code.
#[derive(Args)]
pub struct Prepare {
	#[command(flatten)]
	runtime: Runtime,
}

impl Prepare {
	pub fn run(self) -> Result<(), crate::Error> {
		let validator = Validator::prepare(&self.runtime.read()?)?;
		println!("{}", verdict(validator.preparation())?);
		Ok(())
	}
}

/// What the time means to a validator.
fn verdict(taken: Duration) -> Result<String, String> {
	let text = format!(
		"the preparation takes {:.1} s of CPU time, and the relay chain allows less than {} s",
		taken.as_secs_f64(),
		LIMIT.as_secs()
	);
	// As the prepare worker's host compares, but for the limit itself.
	if taken < LIMIT {
		Ok(text)
	} else {
		Err(text)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn code_is_refused_from_the_limit_on() {
		assert_eq!(
			verdict(LIMIT - Duration::from_millis(100)),
			Ok("the preparation takes 59.9 s of CPU time, and the relay chain allows less than 60 s".into())
		);
		assert!(verdict(LIMIT).is_err());
	}
}
