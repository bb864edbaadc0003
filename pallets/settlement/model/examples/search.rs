// SPDX-License-Identifier: Apache-2.0

//! Searches the model in a few sizes, and prints a row of a table for each.

use settlement_model::{search, Rules};
use std::time::Instant;

fn main() {
	println!("| window | liveness deadline | entries | deposits | states | steps | slots to final | slots to exit | seconds |");
	println!("|---|---|---|---|---|---|---|---|---|");
	let designed = Rules::DESIGNED;
	for rules in [
		designed,
		Rules::LONG_WINDOWS,
		Rules { window: 2, liveness_deadline: 4, ..designed },
		Rules { deposits: 2, ..designed },
		Rules { window: 4, ..designed },
	] {
		let Rules { window, liveness_deadline, entries, deposits, .. } = rules;
		let begun = Instant::now();
		match search(&rules) {
			Ok(graph) => println!(
				"| {window} | {liveness_deadline} | {entries} | {deposits} | {} | {} | {} | {} | {:.1} |",
				graph.states().count(),
				graph.steps(),
				graph.final_slots,
				graph.exit_slots,
				begun.elapsed().as_secs_f32(),
			),
			Err(found) => println!("{found:#?}"),
		}
	}
}
