/** One visitor at one entrance: joins what is kept, the line and the conversation, and tells the screen. */
import { uuid } from '../kit/uuid';
import type { Keep } from './keep';
import type { World } from './line';
import { BROWSER, Line } from './line';
import type { Outbox, Waiting } from './outbox';
import { again, fromText, put, refused, taken, toSend } from './outbox';
import type { Talk } from './talk';
import { SILENCE, heard, isOn, lastSeq, unread } from './talk';
import type { Entrance, FromServer, SharedFile } from './wire';

export interface Shown {
  entrance: Entrance | null;
  talk: Talk;
  outbox: Outbox;
  /** Whether words go through now. */
  on: boolean;
  /** Whether the panel is open. */
  open: boolean;
  unread: number;
  /** What the server did not take that was no message. */
  trouble: string | null;
  /** The visitor is done with the last conversation and begins anew. */
  anew: boolean;
}

export interface Place {
  /** Where Hearth is, such as `https://help.example`. */
  origin: string;
  entrance: string;
  language: string;
}

/** A typing sign is sent again after this time, in milliseconds, and taken back after as long a pause. */
const TYPING = 4000;

export class Chat {
  readonly place: Place;
  private readonly keep: Keep;
  private readonly line: Line;
  private readonly tell = new Set<() => void>();
  private typed = 0;
  private stopTyping: ReturnType<typeof setTimeout> | undefined;
  shown: Shown = {
    entrance: null,
    talk: SILENCE,
    outbox: [],
    on: false,
    open: false,
    unread: 0,
    trouble: null,
    anew: false,
  };

  constructor(place: Place, keep: Keep, world: World = BROWSER) {
    this.place = place;
    this.keep = keep;
    const url = `${place.origin.replace(/^http/, 'ws')}/api/v1/visitor/live?entrance=${encodeURIComponent(place.entrance)}`;
    this.line = new Line(
      url,
      {
        hello: () => ({
          type: 'hello',
          token: keep.get('token'),
          since: lastSeq(this.shown.talk),
          language: place.language,
          page: window.location.href.slice(0, 500),
        }),
        heard: (said) => this.heard(said),
        turned: (on) => this.turned(on),
      },
      world,
    );
    this.shown.outbox = fromText(keep.get('outbox'));
    keep.watch((name) => this.changed(name));
  }

  /** Calls back whenever something to be shown changed. */
  listen(changed: () => void): () => void {
    this.tell.add(changed);
    return () => this.tell.delete(changed);
  }

  /** Somebody who was here before is connected at once: an answer may be waiting. */
  begin(entrance: Entrance): void {
    this.show({ entrance });
    if (this.token) this.line.open();
  }

  get token(): string | null {
    return this.keep.get('token');
  }

  /** Opens or closes the panel. */
  turn(open: boolean): void {
    this.show({ open });
    if (open && this.shown.entrance?.open) this.line.open();
    this.markSeen();
  }

  /** The network is back, or the machine woke up. */
  wake(): void {
    this.line.renew();
  }

  /** Says something. It is kept until the server has it, whatever happens to the page. */
  say(text: string, files: SharedFile[], topic?: string): void {
    const it: Waiting = { client_id: uuid(), text, files, at: new Date().toISOString() };
    if (topic) it.topic = topic;
    this.keepOutbox(put(this.outbox(), it));
    this.show({ anew: false, trouble: null });
    this.line.open();
    this.send(it);
    this.typing(false);
  }

  /** Tries something once more that the server did not take. */
  retry(clientId: string): void {
    this.keepOutbox(again(this.outbox(), clientId));
    const it = this.shown.outbox.find((one) => one.client_id === clientId);
    if (it) this.send(it);
  }

  /** Lets go of something that the server does not take. */
  forget(clientId: string): void {
    this.keepOutbox(taken(this.outbox(), clientId));
  }

  /** The visitor types, or stopped. */
  typing(on: boolean): void {
    clearTimeout(this.stopTyping);
    if (on) this.stopTyping = setTimeout(() => this.typing(false), TYPING);
    const now = Date.now();
    if (on && now - this.typed < TYPING) return;
    if (!on && this.typed === 0) return;
    this.typed = on ? now : 0;
    if (isOn(this.shown.talk)) this.line.say({ type: 'typing', on });
  }

  /** The visitor ends the conversation. */
  end(): void {
    this.line.say({ type: 'end' });
  }

  /** What the visitor thinks of the conversation; false when it could not be said. */
  rate(score: number, text: string): boolean {
    return this.line.say({ type: 'rate', score, text });
  }

  /** The last conversation is put aside. */
  anew(): void {
    this.show({ anew: true });
  }

  private outbox(): Outbox {
    // Another tab may have said something meanwhile.
    return fromText(this.keep.get('outbox'));
  }

  private keepOutbox(outbox: Outbox): void {
    this.keep.set('outbox', outbox.length > 0 ? JSON.stringify(outbox) : null);
    this.show({ outbox });
  }

  private send(it: Waiting): void {
    const { client_id, text, files, topic } = it;
    const said = this.line.say({ type: 'say', client_id, text, files: files.map((one) => one.id), ...(topic ? { topic } : {}) });
    if (said) this.line.expectAnswer();
  }

  private heard(said: FromServer): void {
    if (said.type === 'welcome') {
      if (said.token !== this.token) this.keep.set('token', said.token);
      const old = this.shown.talk.of;
      // Another conversation began meanwhile: its numbers begin at one again.
      if (old !== null && said.conversation && said.conversation.id !== old && lastSeq(this.shown.talk) > 0) {
        this.show({ talk: SILENCE });
        this.line.renew();
        return;
      }
    }
    if (said.type === 'refused') {
      if (said.client_id === null) this.show({ trouble: said.message });
      else this.keepOutbox(refused(this.outbox(), said.client_id, said.message));
    }
    if (said.type === 'message' && said.client_id !== null) {
      const outbox = this.outbox();
      if (outbox.some((it) => it.client_id === said.client_id)) this.keepOutbox(taken(outbox, said.client_id));
    }
    this.show({ talk: heard(this.shown.talk, said) });
    this.markSeen();
  }

  private turned(on: boolean): void {
    this.show({ on });
    if (on) for (const it of toSend(this.outbox())) this.send(it);
  }

  private changed(name: string): void {
    if (name === 'outbox') this.show({ outbox: this.outbox() });
    if (name === 'seen') this.show({});
    // Another tab became this visitor, or this one forgot who it was.
    if (name === 'token') {
      this.show({ talk: SILENCE });
      this.line.renew();
      this.line.open();
    }
  }

  /** What the visitor sees is seen, in every tab. */
  private markSeen(): void {
    const { talk, open } = this.shown;
    const last = lastSeq(talk);
    if (!open || document.hidden || talk.of === null || last <= this.seen()) return;
    this.keep.set('seen', `${talk.of} ${last}`);
    this.line.say({ type: 'seen', seq: last });
    this.show({});
  }

  private seen(): number {
    const [of, seq] = (this.keep.get('seen') ?? '').split(' ');
    return of === this.shown.talk.of ? Number(seq) : 0;
  }

  private show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    this.shown.unread = this.shown.open ? 0 : unread(this.shown.talk, this.seen());
    for (const changed of this.tell) changed();
  }
}
