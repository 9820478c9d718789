import type { TalkFile } from '@/api/conversations';
import { upload } from '@/api/upload';

/** Hands a file to the server, to be sent with the next message. */
export function putFile(file: File, onShare: (share: number) => void): Promise<TalkFile> {
  return upload<TalkFile>('/api/v1/message-files', file, onShare);
}

/** Where the content of a file of a message is. */
export function fileAddress(file: string): string {
  return `/api/v1/message-files/${encodeURIComponent(file)}`;
}
