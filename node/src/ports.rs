// SPDX-License-Identifier: GPL-3.0-only

//! Refuses ports that are taken. Without this check the SDK's node would listen on another port or on none, and clients
//! would not find it.

use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::Configuration;
use std::{
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener, UdpSocket},
};

/// The half of the node that uses a port.
#[derive(Clone, Copy)]
pub enum Half {
	/// Our own chain's half.
	Parachain,
	/// The relay chain's half: its options come after `--`.
	RelayChain {
		/// Is the RPC port given, so that no other port will do? Without a given port any port will do.
		names_rpc_port: bool,
	},
}

/// Fails if the port of RPC, metrics or the network is taken.
pub fn refuse_taken(config: &mut Configuration, half: Half) -> sc_cli::Result<()> {
	let checks_rpc = match half {
		Half::Parachain => true,
		Half::RelayChain { names_rpc_port } => names_rpc_port,
	};
	for endpoint in config.rpc.addr.iter_mut().flatten().filter(|_| checks_rpc) {
		endpoint.retry_random_port = false;
		// Optional endpoints use the same port on IPv6, which a machine may lack.
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

/// Fails if both halves have the same port.
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

/// The ports for metrics and peers, without those that the system chooses.
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

/// The use of a port, and the option that changes the port.
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
			// A missing interface is not an error: the node listens on the others.
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
