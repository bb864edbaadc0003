// SPDX-License-Identifier: GPL-3.0-only

//! Do common command lines start a node on a relay chain, and what does the node do after it has lost the relay chain?

use crate::{
	node::{Node, OUTRIDER},
	process::{repository, stdout_of, unused_port},
};
use serde_json::json;
use std::{
	io::{self, Read, Write},
	net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex,
	},
	thread,
	time::{Duration, Instant},
};

const FREE_PORTS: [&str; 6] = ["--rpc-port", "0", "--prometheus-port", "0", "--port", "0"];

fn relay_spec() -> String {
	repository("zombienet/relay-chain-specs/rococo-local.json")
		.display()
		.to_string()
}

/// The relay chain node of the local networks, which cargo builds beside the node.
fn relay_binary() -> PathBuf {
	Path::new(OUTRIDER).with_file_name("outrider-relay")
}

/// A relay chain with one validator of two: it builds blocks, and finalizes none.
fn relay_chain() -> Node {
	let spec = relay_spec();
	let arguments = [
		&["--chain", &spec, "--alice", "--no-mdns", "--no-hardware-benchmarks"],
		&["--unsafe-force-node-key-generation", "--disable-worker-version-check"][..],
		// Without this option the node answers only at its own port, and refuses a request that comes through the gate.
		&["--rpc-cors", "all"],
		&FREE_PORTS,
	];
	Node::run(&relay_binary(), &arguments.concat())
}

#[test]
fn a_test_account_collates_on_a_fresh_base_path() {
	let spec = relay_spec();
	let relay_half = [&["--", "--no-mdns", "--chain", &spec], &FREE_PORTS[..]].concat();
	// Neither half has keys yet, for blocks or for the network.
	let alice = ["--chain", "local", "--alice", "--collator", "--no-mdns"];
	let node = Node::run(Path::new(OUTRIDER), &[&alice, &FREE_PORTS[..], &relay_half].concat());
	let printed = node.wait_for("what the node says of itself", || {
		let printed = node.printed();
		printed.contains("authors in this session").then_some(printed)
	});
	// The preset's set of authorities has Alice's key.
	assert!(printed.contains("with the Aura key 0xd43593c7"), "{printed}");
	assert!(printed.contains("[Parachain]"), "{printed}");
	assert!(
		printed.contains("parachain 2000, whose account on the relay chain is 5Ec4AhP"),
		"{printed}"
	);
}

/// The metrics address of one half of the node, read from the node's output.
fn metrics_address(node: &Node, half: &str) -> SocketAddr {
	let what = format!("the address of the {half} metrics");
	node.wait_for(&what, || {
		let printed = node.printed();
		let line = printed
			.lines()
			.find(|line| line.contains(half) && line.contains("Prometheus exporter started at"))?;
		line.split_whitespace().last()?.parse().ok()
	})
}

/// The value of a metric without labels.
fn metric(address: SocketAddr, name: &str) -> Option<f64> {
	let mut stream = TcpStream::connect(address).ok()?;
	stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
	write!(stream, "GET /metrics HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
	let mut served = String::new();
	stream.read_to_string(&mut served).unwrap();
	let line = served.lines().find(|line| line.starts_with(name))?;
	line.split_whitespace().last()?.parse().ok()
}

#[test]
fn a_collator_without_a_seat_says_so() {
	let spec = relay_spec();
	let arguments = [
		&["--chain", "local", "--ferdie", "--no-mdns"],
		&FREE_PORTS[..],
		&["--", "--no-mdns", "--chain", &spec],
		&FREE_PORTS,
	];
	let node = Node::run(Path::new(OUTRIDER), &arguments.concat());
	let printed = node.wait_for("what the node says of its keys", || {
		let printed = node.printed();
		printed.contains("authors NO block").then_some(printed)
	});
	for part in ["none of the 1 Aura keys", "session.setKeys", "registerAsCandidate"] {
		assert!(printed.contains(part), "no `{part}` in:\n{printed}");
	}
	assert_eq!(
		metric(metrics_address(&node, "[Parachain]"), "outrider_collator_key_in_set"),
		Some(0.)
	);
	// The counts of jemalloc. With another allocator these metrics would stay near zero.
	let relays = metrics_address(&node, "[Relaychain]");
	let allocated = node.wait_for("the memory that the node has allocated", || {
		metric(relays, "polkadot_memory_allocated").filter(|bytes| *bytes > 0.)
	});
	assert!(allocated > 10_000_000., "{allocated} bytes");
}

#[test]
fn a_relay_chain_that_is_asked_over_rpc_needs_no_spec_and_may_go_away_for_ten_seconds() {
	let relay = relay_chain();
	let gate = Gate::before(relay.address());
	let url = format!("ws://{}", gate.address);
	let ours = ["--chain", "local", "--relay-chain-rpc-urls", &url, "--no-mdns"];
	let relay_half = ["--", "--no-mdns", "--prometheus-port", "0", "--port", "0"];
	let node = Node::run(Path::new(OUTRIDER), &[&ours, &FREE_PORTS[..], &relay_half].concat());
	assert_eq!(node.ask("system_chain", json!([])), "Outrider Local");

	let closed = gate.close();
	node.wait_for("ten seconds to pass", || {
		assert_eq!(node.ended(), None, "{}", node.printed());
		(closed.elapsed() >= Duration::from_secs(10)).then_some(())
	});
	gate.open();
	node.wait_for("the node to ask the relay chain again", || {
		assert_eq!(node.ended(), None, "{}", node.printed());
		gate.is_used().then_some(())
	});
	assert_eq!(node.ask("system_chain", json!([])), "Outrider Local");

	gate.close();
	let status = node.wait_for("the node to end", || node.ended());
	assert_eq!(status.code(), Some(1), "{}", node.printed());
	let printed = node.printed();
	let last = printed.lines().last().unwrap();
	for part in ["Error: the relay chain can't be reached any more", &url, "Start the node again"] {
		assert!(last.contains(part), "no `{part}` in the last line of:\n{printed}");
	}
}

#[test]
fn the_relay_chain_node_is_there() {
	let version = std::process::Command::new(relay_binary()).arg("--version").output();
	assert!(version.is_ok_and(|output| output.status.success()), "build the whole workspace");
	assert!(!stdout_of(&["--version"]).is_empty());
}

/// A proxy to a server that a test can close: open connections end, and new ones are refused.
struct Gate {
	address: SocketAddr,
	state: Arc<GateState>,
}

struct GateState {
	to: SocketAddr,
	open: AtomicBool,
	connections: Mutex<Vec<TcpStream>>,
}

impl Gate {
	fn before(to: SocketAddr) -> Self {
		// While the gate is closed, no other process may get its port.
		let address = (Ipv4Addr::LOCALHOST, unused_port()).into();
		let state =
			Arc::new(GateState { to, open: AtomicBool::new(false), connections: Mutex::default() });
		let gate = Self { address, state };
		gate.open();
		gate
	}

	fn open(&self) {
		let listener = TcpListener::bind(self.address).unwrap();
		listener.set_nonblocking(true).unwrap();
		self.state.open.store(true, Ordering::SeqCst);
		let state = self.state.clone();
		thread::spawn(move || {
			// The listener is dropped with the loop, so that the port refuses connections while the gate is closed.
			while state.open.load(Ordering::SeqCst) {
				match listener.accept() {
					Ok((stream, _)) => state.forward(stream),
					Err(_) => thread::park_timeout(Duration::from_millis(10)),
				}
			}
		});
	}

	/// Closes the gate, and returns the time.
	fn close(&self) -> Instant {
		self.state.open.store(false, Ordering::SeqCst);
		for stream in self.state.connections.lock().unwrap().drain(..) {
			// Fails only for a connection that has ended.
			let _ = stream.shutdown(Shutdown::Both);
		}
		Instant::now()
	}

	fn is_used(&self) -> bool {
		!self.state.connections.lock().unwrap().is_empty()
	}
}

impl Drop for Gate {
	fn drop(&mut self) {
		self.close();
	}
}

impl GateState {
	fn forward(&self, from: TcpStream) {
		from.set_nonblocking(false).unwrap();
		let Ok(to) = TcpStream::connect(self.to) else { return };
		for (mut reader, mut writer) in [
			(from.try_clone().unwrap(), to.try_clone().unwrap()),
			(to.try_clone().unwrap(), from.try_clone().unwrap()),
		] {
			thread::spawn(move || {
				// The copy ends when either side closes.
				let _ = io::copy(&mut reader, &mut writer);
				let _ = writer.shutdown(Shutdown::Both);
			});
		}
		self.connections.lock().unwrap().extend([from, to]);
	}
}
