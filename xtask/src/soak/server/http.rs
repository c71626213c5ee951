//! As much of HTTP/1.1 as a load generator needs: one connection that is kept, a request, its answer.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// A connection that is kept; it begins anew where the server closed it.
pub struct Connection {
    address: SocketAddr,
    cookie: Option<String>,
    open: Option<BufReader<TcpStream>>,
}

/// An answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads.
    pub location: String,
    /// The cookie that it sets.
    pub cookie: Option<String>,
    /// The page.
    pub body: Vec<u8>,
}

impl Answer {
    /// The page as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Connection {
    /// To this address, with the cookie of a session.
    pub fn new(address: SocketAddr, cookie: Option<String>) -> Connection {
        Connection {
            address,
            cookie,
            open: None,
        }
    }

    /// Opens a page.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", &[])
    }

    /// Sends fields.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let kind = "application/x-www-form-urlencoded";
        self.ask("POST", path, kind, pairs.join("&").as_bytes())
    }

    /// Sends fields and one file.
    pub fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        file: &[u8],
    ) -> Result<Answer> {
        let mut body = Vec::new();
        for (name, value) in fields {
            write!(
                body,
                "--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )?;
        }
        write!(
            body,
            "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        )?;
        body.extend(file);
        body.extend(b"\r\n--X--\r\n");
        self.ask("POST", path, "multipart/form-data; boundary=X", &body)
    }

    fn ask(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Result<Answer> {
        let kept = self.open.is_some();
        match self.once(method, path, kind, body) {
            // A kept connection may have been closed by the other side.
            Err(_) if kept && method == "GET" => {
                self.open = None;
                self.once(method, path, kind, body)
            }
            other => other,
        }
    }

    fn once(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Result<Answer> {
        let mut stream = match self.open.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(5))?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                BufReader::new(stream)
            }
        };
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if let Some(cookie) = &self.cookie {
            head.push_str(&format!("Cookie: {cookie}\r\n"));
        }
        if method == "POST" {
            let length = body.len();
            head.push_str(&format!(
                "Origin: http://{}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n",
                self.address
            ));
        }
        head.push_str("\r\n");
        let mut message = head.into_bytes();
        message.extend(body);
        stream.get_mut().write_all(&message)?;
        let answer = answer(&mut stream)?;
        self.open = Some(stream);
        Ok(answer)
    }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte.is_ascii_alphanumeric() {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        bail!("连接断了");
    }
    Ok(line.trim_end().to_owned())
}

fn answer(stream: &mut impl BufRead) -> Result<Answer> {
    let first = line(stream)?;
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let mut answer = Answer {
        status: status.context("回答不是 HTTP")?,
        ..Answer::default()
    };
    let (mut length, mut chunked) = (0usize, false);
    loop {
        let head = line(stream)?;
        let Some((name, value)) = head.split_once(':') else {
            break;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse()?,
            "transfer-encoding" => chunked = value.contains("chunked"),
            "location" => value.clone_into(&mut answer.location),
            "set-cookie" => answer.cookie = value.split(';').next().map(str::to_owned),
            _ => {}
        }
    }
    if !chunked {
        answer.body = vec![0; length];
        stream.read_exact(&mut answer.body)?;
        return Ok(answer);
    }
    loop {
        let size = usize::from_str_radix(line(stream)?.split(';').next().unwrap_or(""), 16)?;
        let mut chunk = vec![0; size];
        stream.read_exact(&mut chunk)?;
        answer.body.extend(chunk);
        line(stream)?;
        if size == 0 {
            return Ok(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_whole_by_length_and_in_chunks() {
        let by_length = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP".as_slice();
        let mut stream = BufReader::new(by_length);
        assert_eq!(answer(&mut stream).unwrap().text(), "abc");
        let chunked = b"HTTP/1.1 303 See Other\r\nLocation: /a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n".as_slice();
        let mut stream = BufReader::new(chunked);
        let read = answer(&mut stream).unwrap();
        assert_eq!((read.status, read.location.as_str()), (303, "/a"));
        assert_eq!(read.text(), "abc");
        assert!(answer(&mut BufReader::new(b"".as_slice())).is_err());
    }
}
