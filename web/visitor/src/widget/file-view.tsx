import { useEffect, useRef, useState } from 'preact/hooks';

import { fill, size } from '../kit/language';
import { content } from './api';
import { useChat } from './use-chat';
import type { SharedFile } from './wire';

/** A picture, small and opened large; any other file as something to be saved. */
export function FileView({ file }: { file: SharedFile }) {
  const { chat, t } = useChat();
  const [url, setUrl] = useState<string | null>(null);
  const [whole, setWhole] = useState<string | null>(null);
  const large = useRef<HTMLDialogElement>(null);
  const { place, token } = chat;
  useEffect(() => {
    if (!file.picture || !token) return undefined;
    let made: string | null = null;
    let gone = false;
    content(place, token, file.id, true).then(
      (blob) => {
        if (gone) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      },
      // Its name stands there instead.
      () => {},
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [file.id, file.picture, place, token]);
  useEffect(() => () => (whole ? URL.revokeObjectURL(whole) : undefined), [whole]);
  const save = () => {
    if (!token) return;
    content(place, token, file.id).then(
      (blob) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(blob);
        link.download = file.name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      },
      () => {},
    );
  };
  if (!url) {
    return (
      <button type="button" class="file" onClick={save} aria-label={fill(t.download, { name: file.name, size: size(file.bytes) })}>
        {file.name} <small>{size(file.bytes)}</small>
      </button>
    );
  }
  const open = () => {
    if (!large.current?.showModal || !token) return save();
    large.current.showModal();
    // The small one stands there until the whole one has come.
    if (!whole) content(place, token, file.id).then((blob) => setWhole(URL.createObjectURL(blob)), () => {});
  };
  return (
    <>
      <button type="button" class="picture" aria-label={fill(t.large, { name: file.name })} onClick={open}>
        <img src={url} alt={file.name} />
      </button>
      <dialog ref={large} class="large" aria-label={file.name}>
        <img src={whole ?? url} alt={file.name} />
        <button type="button" autofocus onClick={() => large.current?.close()}>
          {t.close}
        </button>
      </dialog>
    </>
  );
}
