import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { upload } from '@/api/upload';

/** Puts a file to a case; `share` tells how much of it has gone while it goes. */
export function useAttach(caseId: string): { share: number | undefined; attach: (file: File) => Promise<void> } {
  const cache = useQueryClient();
  const [share, setShare] = useState<number>();
  const attach = async (file: File) => {
    setShare(0);
    try {
      await upload(`/api/v1/cases/${encodeURIComponent(caseId)}/attachments`, file, setShare);
      for (const path of ['/api/v1/cases/{id}', '/api/v1/cases/{id}/timeline']) await cache.invalidateQueries({ queryKey: ['get', path] });
    } finally {
      setShare(undefined);
    }
  };
  return { share, attach };
}

/** 1536 is "1.5 kB": what people read beside a file's name. */
export function fileSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let size = bytes;
  let at = 0;
  while (size >= 1000 && at < units.length - 1) {
    size /= 1024;
    at += 1;
  }
  return `${at === 0 ? size : size.toFixed(1)} ${units[at]}`;
}
