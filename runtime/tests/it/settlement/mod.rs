// SPDX-License-Identifier: Apache-2.0

//! Settlement in the runtime: the pallet's sequencers, users and checkers on blocks with inherents and all hooks.
//!
//! | module | asks |
//! |---|---|
//! | `chain` | how does a test build blocks, with the sequencers of the pallet's tests? |
//! | `blocks` | does the window measure the collators and the room in their blocks? |
//! | `costs` | what does an update cost, beside a transfer? |
//! | `histories` | does every plank end where it belongs, whatever happens? |
//! | `money` | what does genesis set up, what is held and burned, and what do clients learn? |
//! | `ways` | on which ways may batches come, and what do the brakes stop? |

mod blocks;
mod chain;
mod costs;
mod histories;
mod money;
mod ways;
