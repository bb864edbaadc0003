// SPDX-License-Identifier: GPL-3.0-only

//! Runs a development node for as long as tests have questions, and sends them over HTTP.

use serde_json::{json, Value};
use std::{
	fs::File,
	io::{Read, Write},
	net::{SocketAddr, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::{Arc, Mutex, Weak},
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// What a node may take for anything that a test waits for. It is long, for a machine under load: a test that passes waits
/// no longer for it.
const DEADLINE: Duration = Duration::from_secs(600);

/// Milliseconds between two blocks: as fast as a machine under load can follow.
const BLOCK_TIME_MS: &str = "200";

/// The binary.
pub const OUTRIDER: &str = env!("CARGO_BIN_EXE_outrider");

/// The node's error in answer to a question.
#[derive(Debug)]
pub struct Refusal {
	pub code: i64,
	pub message: String,
}

/// A development node that builds blocks by itself. The last user's drop kills the node.
pub struct Node {
	// Rust drops the fields in this order: the process uses the folder.
	process: Mutex<Process>,
	address: SocketAddr,
	log: PathBuf,
	folder: TempDir,
}

struct Process(Child);

impl Drop for Process {
	fn drop(&mut self) {
		// Fails only if the process has ended.
		let _ = self.0.kill();
		let _ = self.0.wait();
	}
}

impl Node {
	/// Starts a development node for one test, with `arguments` in addition to the usual ones.
	pub fn start(arguments: &[&str]) -> Self {
		Self::sealing(&["--dev-block-time", BLOCK_TIME_MS], arguments)
	}

	/// Starts a development node for one test. `seal` says when the node builds a block.
	pub fn sealing(seal: &[&str], arguments: &[&str]) -> Self {
		let ports = ["--port", "0", "--rpc-port", "0", "--prometheus-port", "0"];
		Self::run(Path::new(OUTRIDER), &[&["--dev"], seal, &ports, arguments].concat())
	}

	/// Runs a node, and waits until it listens for RPC. The node gets a base path of its own, unless it makes a
	/// temporary one.
	pub fn run(binary: &Path, arguments: &[&str]) -> Self {
		Self::run_in(TempDir::new().unwrap(), binary, arguments)
	}

	/// Kills the node, as a power cut would, and runs it again on its base path.
	pub fn again(self, arguments: &[&str]) -> Self {
		let Self { process, folder, .. } = self;
		drop(process);
		Self::run_in(folder, Path::new(OUTRIDER), arguments)
	}

	fn run_in(folder: TempDir, binary: &Path, arguments: &[&str]) -> Self {
		let log = folder.path().join("output");
		let output = File::create(&log).unwrap();
		let mut command = Command::new(binary);
		if !arguments.contains(&"--tmp") {
			command.arg("--base-path").arg(folder.path().join("base"));
		}
		let child = command
			.args(arguments)
			.stdin(Stdio::null())
			.stdout(output.try_clone().unwrap())
			.stderr(output)
			.spawn()
			.unwrap_or_else(|error| panic!("{}: {error}", binary.display()));
		let mut process = Process(child);
		let address = wait_for("the node to listen for RPC", &log, || {
			let ended = process.0.try_wait().unwrap();
			assert!(ended.is_none(), "the node has ended; it printed:\n{}", text_of(&log));
			address_in(&text_of(&log))
		});
		Self { process: Mutex::new(process), address, log, folder }
	}

	/// The address of the node's RPC.
	pub fn address(&self) -> SocketAddr {
		self.address
	}

	/// The node's output so far.
	pub fn printed(&self) -> String {
		text_of(&self.log)
	}

	/// The node's base path.
	pub fn base(&self) -> PathBuf {
		self.folder.path().join("base")
	}

	/// The node's exit status, if it has ended.
	pub fn ended(&self) -> Option<ExitStatus> {
		self.process.lock().unwrap().0.try_wait().unwrap()
	}

	/// Kills the node, as a power cut would. The base path stays.
	pub fn kill(&self) {
		let mut process = self.process.lock().unwrap();
		process.0.kill().unwrap();
		process.0.wait().unwrap();
	}

	/// The node shared by all tests that change nothing. The first test starts it, the last one stops it. It keeps the
	/// state of every block.
	pub fn shared() -> Arc<Self> {
		static SHARED: Mutex<Weak<Node>> = Mutex::new(Weak::new());
		let mut shared = SHARED.lock().unwrap();
		shared.upgrade().unwrap_or_else(|| {
			let node = Arc::new(Self::start(&["--state-pruning", "archive"]));
			*shared = Arc::downgrade(&node);
			node
		})
	}

	/// The node's answer to a question.
	pub fn call(&self, method: &str, params: Value) -> Result<Value, Refusal> {
		let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let mut answer: Value = serde_json::from_str(&self.post(&request.to_string())).unwrap();
		match answer.get("error") {
			None => Ok(answer["result"].take()),
			Some(error) => Err(Refusal {
				code: error["code"].as_i64().unwrap(),
				message: error["message"].as_str().unwrap().into(),
			}),
		}
	}

	/// The node's answer to a question that must not fail.
	pub fn ask(&self, method: &str, params: Value) -> Value {
		self.call(method, params.clone())
			.unwrap_or_else(|refusal| panic!("{method}{params}: {refusal:?}"))
	}

	/// Waits for a block of this height, and returns its hash.
	pub fn block(&self, number: u64) -> String {
		self.wait_for(&format!("block {number}"), || {
			let hash = self.ask("chain_getBlockHash", json!([number]));
			hash.as_str().map(String::from)
		})
	}

	/// Tries again and again until the attempt succeeds. Fails after a deadline.
	pub fn wait_for<T>(&self, what: &str, attempt: impl FnMut() -> Option<T>) -> T {
		wait_for(what, &self.log, attempt)
	}

	/// Sends a request in HTTP/1.0: the answer ends with the connection.
	fn post(&self, request: &str) -> String {
		let mut stream = TcpStream::connect(self.address).unwrap_or_else(|error| {
			panic!("can't reach the node: {error}; it printed:\n{}", text_of(&self.log))
		});
		stream.set_read_timeout(Some(DEADLINE)).unwrap();
		write!(
			stream,
			"POST / HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{request}",
			self.address,
			request.len(),
		)
		.unwrap();
		let mut answer = String::new();
		stream.read_to_string(&mut answer).unwrap();
		let (head, body) = answer.split_once("\r\n\r\n").unwrap();
		assert!(head.lines().next().unwrap().contains(" 200 "), "{request}:\n{answer}");
		body.into()
	}
}

fn wait_for<T>(what: &str, log: &Path, mut attempt: impl FnMut() -> Option<T>) -> T {
	let start = Instant::now();
	loop {
		if let Some(found) = attempt() {
			return found;
		}
		assert!(
			start.elapsed() < DEADLINE,
			"waited {DEADLINE:?} for {what}; the node printed:\n{}",
			text_of(log)
		);
		std::thread::park_timeout(Duration::from_millis(20));
	}
}

fn text_of(log: &Path) -> String {
	String::from_utf8_lossy(&std::fs::read(log).unwrap()).into_owned()
}

/// The RPC address in the node's log: the first of several addresses, before a comma.
fn address_in(log: &str) -> Option<SocketAddr> {
	let (_, addresses) = log.split_once("Running JSON-RPC server: addr=")?;
	let (address, _) = addresses.split_once([',', '\n'])?;
	address.trim_end().parse().ok()
}
