/** A peer for tests: keeps what is said as the server does, and can fail in every way a network can. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket as Socket } from 'ws';

import type { Message, ToServer } from './wire';

export class Peer {
  readonly kept: Message[] = [];
  private server: WebSocketServer;
  private readonly sockets = new Set<Socket>();
  /** Answers true where a socket is to be cut; asked before (`hears`) and after (`keeps`) something is kept. */
  cut: (when: 'hears' | 'keeps') => boolean = () => false;
  /** Hears and keeps, and never answers. */
  dumb = false;
  hellos = 0;

  private constructor(server: WebSocketServer) {
    this.server = server;
    this.serve();
  }

  static async start(port = 0): Promise<Peer> {
    const server = new WebSocketServer({ port, host: '127.0.0.1' });
    await new Promise((done) => server.once('listening', done));
    return new Peer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Stops and comes back with everything it kept. */
  async restart(): Promise<void> {
    const { port } = this;
    await this.stop();
    this.server = new WebSocketServer({ port, host: '127.0.0.1' });
    await new Promise((done) => this.server.once('listening', done));
    this.serve();
  }

  async stop(): Promise<void> {
    for (const it of this.sockets) it.terminate();
    await new Promise((done) => this.server.close(done));
  }

  drop(): void {
    for (const it of this.sockets) it.terminate();
  }

  /** An agent says something. */
  answer(text: string): void {
    this.tell(this.keep(text, 'agent', null));
  }

  private keep(text: string, author: Message['author'], client_id: string | null): Message {
    const it: Message = {
      conversation: 'con_1',
      seq: this.kept.length + 1,
      client_id,
      author,
      name: null,
      text,
      files: [],
      at: new Date(0).toISOString(),
      notice: null,
    };
    this.kept.push(it);
    return it;
  }

  private tell(it: Message): void {
    for (const one of this.sockets) one.send(JSON.stringify({ type: 'message', ...it }));
  }

  private serve(): void {
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('message', (data) => {
        // What comes after a cut never arrived.
        if (socket.readyState === socket.OPEN) this.hear(socket, JSON.parse(String(data)) as ToServer);
      });
    });
  }

  private hear(socket: Socket, said: ToServer): void {
    if (said.type === 'hello') {
      this.hellos += 1;
      if (this.dumb) return;
      const conversation = this.kept.length > 0 ? { id: 'con_1', state: 'open', agent: null, rated: false, seen_by_staff: 0 } : null;
      const token = said.token ?? 'token';
      socket.send(JSON.stringify({ type: 'welcome', token, conversation, last_seq: this.kept.length }));
      for (const it of this.kept.slice(said.since)) socket.send(JSON.stringify({ type: 'message', ...it }));
    }
    if (said.type !== 'say') return;
    if (this.cut('hears')) {
      socket.terminate();
      return;
    }
    const known = this.kept.find((it) => it.client_id === said.client_id);
    const it = known ?? this.keep(said.text, 'customer', said.client_id);
    if (this.cut('keeps')) socket.terminate();
    else if (!this.dumb && known) socket.send(JSON.stringify({ type: 'message', ...it }));
    else if (!this.dumb) this.tell(it);
  }
}
