//! Serving the local network over https, so that a phone's camera works: browsers give it to https and localhost only.

use std::fs;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::path::Path;

use crate::cli::Failure;
use crate::config::TlsFiles;

/// This machine's address in the local network: the one it would reach others from. Nothing is sent.
pub(crate) fn address() -> Option<IpAddr> {
    // An address of the block for documentation (RFC 5737): it need not exist to ask for the way to it.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// A certificate of our own for this address, kept in the data folder so that a phone is asked only once.
pub(crate) fn certificate(data: &Path, address: IpAddr) -> Result<TlsFiles, Failure> {
    let folder = data.join("lan");
    let files =
        TlsFiles { cert: folder.join(format!("{address}.cert.pem")), key: folder.join(format!("{address}.key.pem")) };
    if !files.cert.exists() || !files.key.exists() {
        let names = [address.to_string(), "localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names)?;
        fs::create_dir_all(&folder)?;
        write_private(&files.key, &made.signing_key.serialize_pem())?;
        fs::write(&files.cert, made.cert.pem())?;
    }
    Ok(files)
}

/// Writes a file that only its owner can read.
pub(crate) fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
