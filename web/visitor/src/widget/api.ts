/** What is asked over HTTP: what the entrance offers, files, and the form for when nobody is there. */
import type { Place } from './chat';
import type { Entrance, SharedFile } from './wire';

async function ask(place: Place, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { 'accept-language': place.language, ...(init.headers as Record<string, string> | undefined) };
  const answer = await fetch(`${place.origin}/api/v1/visitor/${path}`, { ...init, headers, credentials: 'omit' });
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as { title?: string };
  throw new Error(said.title ?? String(answer.status));
}

export async function entranceOf(place: Place): Promise<Entrance> {
  return (await ask(place, `entrances/${encodeURIComponent(place.entrance)}`)).json() as Promise<Entrance>;
}

export async function upload(place: Place, token: string, file: File): Promise<SharedFile> {
  const body = new FormData();
  body.append('file', file);
  const headers = { authorization: `Bearer ${token}` };
  const path = `files?entrance=${encodeURIComponent(place.entrance)}`;
  return (await ask(place, path, { method: 'POST', headers, body })).json() as Promise<SharedFile>;
}

/** A file, whole or as a small picture. */
export async function content(place: Place, token: string, id: string, small = false): Promise<Blob> {
  const headers = { authorization: `Bearer ${token}` };
  return (await ask(place, `files/${encodeURIComponent(id)}?entrance=${encodeURIComponent(place.entrance)}${small ? '&small=true' : ''}`, { headers })).blob();
}

export interface Left {
  case_number: number;
  tracking_code: string;
}

export async function leave(
  place: Place,
  token: string | null,
  it: { request: string; name: string; contact: string; text: string },
): Promise<Left> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ entrance: place.entrance, token, language: place.language, ...it });
  return (await ask(place, 'leave', { method: 'POST', headers, body })).json() as Promise<Left>;
}
