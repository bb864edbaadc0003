// SPDX-License-Identifier: Apache-2.0

//! The files of measured weights: each entry that a benchmark has touched is in its formula.

use std::collections::BTreeMap;

/// The weights of our pallets. Benchmarks of some SDK pallets list entries that are in the weight of an empty block.
const OURS: [&str; 3] = [
	include_str!("../../src/weights/measured/pallet_dapp_staking.rs"),
	include_str!("../../src/weights/measured/pallet_emission.rs"),
	include_str!("../../src/weights/measured/pallet_session_length.rs"),
];

/// Entries that are read and written.
#[derive(Debug, Default, PartialEq)]
struct Entries {
	reads: u64,
	writes: u64,
}

/// The number between two texts.
fn between(line: &str, before: &str, after: &str) -> Option<u64> {
	let (_, rest) = line.split_once(before)?;
	rest.split_once(after)?.0.parse().ok()
}

/// What the comments and the formula of a weight say, with each component at its largest.
#[derive(Default)]
struct Measured {
	listed: Entries,
	counted: Entries,
	largest: BTreeMap<String, u64>,
}

impl Measured {
	/// Takes a line such as `/// Storage: … (r:2 w:1)`, or `/// The range of component `p` is `[1, 16]`.`.
	fn read_comment(&mut self, line: &str) {
		if let (Some(reads), Some(writes)) =
			(between(line, "(r:", " w:"), between(line, " w:", ")"))
		{
			self.listed.reads += reads;
			self.listed.writes += writes;
		}
		if let Some((_, component)) = line.split_once("component `") {
			let name = component.split('`').next().unwrap();
			self.largest.insert(name.into(), between(component, ", ", "]").unwrap());
		}
	}

	/// Takes a line such as `reads(4_u64)`, or `reads((1_u64).saturating_mul(p.into()))`.
	fn read_formula(&mut self, line: &str) {
		for (kind, sum) in
			[("reads", &mut self.counted.reads), ("writes", &mut self.counted.writes)]
		{
			if let Some(fixed) = between(line, &format!("{kind}("), "_u64") {
				*sum += fixed;
			}
			if let Some(each) = between(line, &format!("{kind}(("), "_u64") {
				let component = line.split_once("saturating_mul(").unwrap().1;
				*sum += each * self.largest[component.split('.').next().unwrap()];
			}
		}
	}
}

#[test]
fn the_formulas_count_every_entry_that_the_benchmarks_touch() {
	let mut checked = 0;
	for file in OURS {
		let mut name = "";
		let mut measured = Measured::default();
		for line in file.lines() {
			if line.starts_with("\t///") {
				measured.read_comment(line);
			} else if let Some(method) = line.strip_prefix("\tfn ") {
				name = method;
			} else if line.starts_with("\t\t") {
				measured.read_formula(line);
			} else if line == "\t}" {
				let Measured { listed, counted, .. } = std::mem::take(&mut measured);
				assert_eq!(counted, listed, "the entries of `{name}`");
				checked += 1;
			}
		}
	}
	assert!(checked > 20, "{checked} formulas");
}
