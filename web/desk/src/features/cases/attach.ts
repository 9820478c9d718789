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
