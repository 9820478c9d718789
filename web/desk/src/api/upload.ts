import { ourHeaders } from './client';
import { randomId } from './idempotency';
import { problemOf, toProblem } from './problem';

/** Sends a file as multipart/form-data and tells how far it is; XMLHttpRequest is the only way to see that. */
export function upload<T>(url: string, file: File, onShare?: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    const headers = { ...ourHeaders(), 'idempotency-key': randomId() };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onShare?.(event.loaded / event.total);
    });
    request.addEventListener('error', () => reject(toProblem(new Error('network'))));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(request.response as T);
      else reject(problemOf(request.status, request.response, request.getResponseHeader('x-request-id')));
    });
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
