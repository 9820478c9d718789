import type { TalkFile } from '@/api/conversations';
import { upload } from '@/api/upload';

/** Puts a file to a conversation, to be sent with the next message. */
export function putFile(conversation: string, file: File, onShare: (share: number) => void): Promise<TalkFile> {
  return upload<TalkFile>(`/api/v1/conversations/${encodeURIComponent(conversation)}/files`, file, onShare);
}

/** Where the content of a file of a conversation is. */
export function fileAddress(conversation: string, file: string): string {
  return `/api/v1/conversations/${encodeURIComponent(conversation)}/files/${encodeURIComponent(file)}`;
}
