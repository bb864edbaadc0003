// SPDX-License-Identifier: GPL-3.0-only

//! That no port is taken. Left to itself the node would listen on another one, or not at all, and nobody would find it.

use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::Configuration;
use std::{
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener, UdpSocket},
};

/// The half of the node that listens.
#[derive(Clone, Copy)]
pub enum Half {
	/// Our own chain's.
	Parachain,
	/// The relay chain's: its options come after `--`.
	RelayChain {
		/// Does it answer RPC on no other port than the given one? It takes any port otherwise: nobody need find it.
		names_rpc_port: bool,
	},
}

/// Fails if RPC, metrics or the network could not listen where they are told to.
pub fn refuse_taken(config: &mut Configuration, half: Half) -> sc_cli::Result<()> {
	let checks_rpc = match half {
		Half::Parachain => true,
		Half::RelayChain { names_rpc_port } => names_rpc_port,
	};
	for endpoint in config.rpc.addr.iter_mut().flatten().filter(|_| checks_rpc) {
		endpoint.retry_random_port = false;
		// The same port of the IPv6 interface, which a machine need not have.
		if !endpoint.is_optional {
			Use { half, purpose: "RPC", option: "--rpc-port" }.check_tcp(endpoint.listen_addr)?;
		}
	}
	if let Some(prometheus) = &config.prometheus_config {
		Use { half, purpose: "metrics", option: "--prometheus-port" }.check_tcp(prometheus.port)?;
	}
	let network = Use { half, purpose: "peers", option: "--port" };
	for address in &config.network.listen_addresses {
		network.check_peers(address)?;
	}
	Ok(())
}

/// Fails if both halves are told to listen on the same port.
pub fn refuse_shared(parachain: &Configuration, relay_chain: &Configuration) -> sc_cli::Result<()> {
	let ours = tcp_ports(parachain);
	match tcp_ports(relay_chain).into_iter().find(|port| ours.contains(port)) {
		None => Ok(()),
		Some(port) => Err(format!(
			"both the node and the relay chain node inside it are told to listen on port {port}. \
			 Give one of them another port: --port and --prometheus-port count before and after `--`"
		)
		.into()),
	}
}

/// The ports for metrics and peers, but for those that the system chooses.
fn tcp_ports(config: &Configuration) -> Vec<u16> {
	let peers = config.network.listen_addresses.iter().flat_map(|address| {
		address.iter().filter_map(|part| match part {
			Protocol::Tcp(port) => Some(port),
			_ => None,
		})
	});
	let metrics = config.prometheus_config.iter().map(|prometheus| prometheus.port.port());
	peers.chain(metrics).filter(|port| *port != 0).collect()
}

/// What is listened for, and what chooses another port.
#[derive(Clone, Copy)]
struct Use {
	half: Half,
	purpose: &'static str,
	option: &'static str,
}

impl Use {
	fn check_tcp(self, address: SocketAddr) -> sc_cli::Result<()> {
		TcpListener::bind(address)
			.map(drop)
			.or_else(|error| self.refuse(address, &error))
	}

	fn check_peers(self, address: &Multiaddr) -> sc_cli::Result<()> {
		let mut parts = address.iter();
		let ip: IpAddr = match parts.next() {
			Some(Protocol::Ip4(ip)) => ip.into(),
			Some(Protocol::Ip6(ip)) => ip.into(),
			_ => return Ok(()),
		};
		let (port, bound) = match parts.next() {
			Some(Protocol::Tcp(port)) => (port, TcpListener::bind((ip, port)).map(drop)),
			Some(Protocol::Udp(port)) => (port, UdpSocket::bind((ip, port)).map(drop)),
			_ => return Ok(()),
		};
		match bound {
			// An interface that the machine does not have is one more than it needs.
			Err(error) if error.kind() == ErrorKind::AddrInUse => {
				self.refuse(SocketAddr::new(ip, port), &error)
			},
			_ => Ok(()),
		}
	}

	fn refuse(self, address: SocketAddr, error: &std::io::Error) -> sc_cli::Result<()> {
		let Self { half, purpose, option } = self;
		let (whose, place) = match half {
			Half::Parachain => ("", ""),
			Half::RelayChain { .. } => (" of the relay chain node", " after `--`"),
		};
		Err(format!(
			"can't listen for {purpose}{whose} on {address}: {error}. \
			 Give another port by {option}{place}, or 0 for any that is free"
		)
		.into())
	}
}
