# SPDX-License-Identifier: Apache-2.0
"""Who takes notices, on this machine: a web server and a mail server that do as they are told and
keep what they got. Each listens on a port that the system picks."""
import http.server
import pathlib
import socket
import ssl
import subprocess
import threading




def certificate(folder):
    """A certificate of its own for 127.0.0.1, and its key, in one file."""
    pem = pathlib.Path(folder) / "receiver.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", pem,
         "-out", pem.with_suffix(".crt"), "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    pem.write_bytes(pem.read_bytes() + pem.with_suffix(".crt").read_bytes())
    return pem


def tls_of(pem):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


class Answer:
    """What the web server answers: once, in the order in which they were given; then 200."""

    def __init__(self, status=200, body=b"", headers=(), cut_after=None, is_silent=False):
        self.status, self.body, self.headers = status, body, headers
        self.cut_after, self.is_silent = cut_after, is_silent


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body


class WebReceiver:
    def __init__(self, pem=None):
        self.requests, self.answers = [], []
        self.is_over = threading.Event()
        self.arrived = threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def take(self):
                size = int(self.headers.get("Content-Length") or 0)
                request = Request(self.command, self.path, self.headers, self.rfile.read(size))
                with receiver.arrived:
                    receiver.requests.append(request)
                    receiver.arrived.notify_all()
                receiver.answer(self)

            do_GET = do_POST = do_PUT = take

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if pem:
            self.server.socket = tls_of(pem).wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.url = f"{'https' if pem else 'http'}://127.0.0.1:{self.port}"
        # A handshake that fails is what a test wants; its trace is not.
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler):
        answer = self.answers.pop(0) if self.answers else Answer()
        if answer.is_silent:
            self.is_over.wait()
            return
        handler.send_response(answer.status)
        for name, value in answer.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        handler.wfile.write(answer.body[:answer.cut_after])
        if answer.cut_after is not None:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)

    def wait_for_one(self, patience_s):
        with self.arrived:
            return self.arrived.wait_for(lambda: self.requests, patience_s)

    def close(self):
        self.is_over.set()
        self.server.shutdown()
        self.server.server_close()


class MailReceiver:
    """A mail server as far as a client needs one: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA. `says`
    gives the answers to other than the usual ones, by verb; `cuts` names a verb, or "." for the end
    of a message, at which it hangs up."""

    def __init__(self, pem, offers_tls=True):
        self.pem, self.offers_tls = pem, offers_tls
        self.messages, self.commands, self.login = [], [], ""
        self.says, self.cuts = {}, None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"smtp://127.0.0.1:{self.port}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            self.talk(connection)
        except (OSError, EOFError):
            pass
        finally:
            connection.close()

    def talk(self, connection):
        state = {"is_safe": False, "from": "", "to": []}
        stream = connection.makefile("rwb")
        reply(stream, "220 receiver.test ESMTP")
        while True:
            line = stream.readline().decode().rstrip("\r\n")
            verb = line[:4].upper() if not line.upper().startswith("STARTTLS") else "STARTTLS"
            if not line or verb == self.cuts:
                return
            self.commands.append((verb, state["is_safe"], line))
            if verb == "STARTTLS" and verb not in self.says:
                reply(stream, "220 go ahead")
                connection = tls_of(self.pem).wrap_socket(connection, server_side=True)
                stream = connection.makefile("rwb")
                state["is_safe"] = True
            elif verb == "DATA" and verb not in self.says:
                self.take_message(stream, state)
            elif verb == "QUIT":
                reply(stream, "221 bye")
                return
            else:
                self.answer(stream, verb, line, state)

    def answer(self, stream, verb, line, state):
        if verb == "MAIL":
            state["from"] = line[10:].split()[0]
        if verb == "RCPT":
            state["to"].append(line[8:].split()[0])
        if verb in self.says:
            reply(stream, self.says[verb])
        elif verb == "EHLO":
            offered = [] if state["is_safe"] or not self.offers_tls else ["STARTTLS"]
            reply(stream, *(f"250-{each}" for each in ["receiver.test", *offered]),
                  "250 AUTH PLAIN")
        elif verb == "AUTH":
            reply(stream, "334 ")
            self.login = stream.readline().decode().strip()
            reply(stream, "235 ok")
        else:
            reply(stream, "250 ok")

    def take_message(self, stream, state):
        reply(stream, "354 go on")
        lines = []
        while (line := stream.readline()) != b".\r\n":
            if not line:
                raise EOFError
            lines.append(line[1:] if line.startswith(b".") else line)
        if self.cuts == ".":
            raise EOFError
        if "." not in self.says:
            self.messages.append((state["from"], state["to"], b"".join(lines)))
        reply(stream, self.says.get(".", "250 taken"))

    def close(self):
        self.listener.close()


def reply(stream, *lines):
    stream.write("".join(f"{line}\r\n" for line in lines).encode())
    stream.flush()
