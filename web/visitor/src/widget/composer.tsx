import { useRef, useState } from 'preact/hooks';

import { fill, size } from '../kit/language';
import { upload } from './api';
import { ClipIcon, SendIcon } from './icons';
import { isOn } from './talk';
import { useChat } from './use-chat';
import type { SharedFile } from './wire';

/** Whether a key means "send": Enter alone, and never while a word is being composed. */
export function sends(event: KeyboardEvent): boolean {
  const composing = event.isComposing || event.keyCode === 229;
  return event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !composing;
}

/** Where one writes: text, pictures and files, and at the beginning what it is about. */
export function Composer() {
  const { chat, shown, lang, t } = useChat();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<SharedFile[]>([]);
  const [topic, setTopic] = useState<string>();
  const [wrong, setWrong] = useState<string | null>(null);
  const [loading, setLoading] = useState(0);
  const picker = useRef<HTMLInputElement>(null);
  const { entrance } = shown;
  if (!entrance) return null;
  const asksTopic = !isOn(shown.talk) && shown.outbox.length === 0 && entrance.topics.length > 0;
  const ready = loading === 0 && (text.trim() !== '' || files.length > 0);
  const send = () => {
    if (!ready) return;
    chat.say(text.trim(), files, asksTopic ? topic : undefined);
    setText('');
    setFiles([]);
    setWrong(null);
  };
  const add = (all: Iterable<File>) => {
    const { token } = chat;
    setWrong(null);
    for (const file of all) {
      const { largest_file: largest, file_types: types } = entrance;
      const values = { name: file.name, size: size(largest) };
      if (file.size > largest) setWrong(fill(t.tooLarge, values));
      else if (!types.includes(file.type)) setWrong(fill(t.wrongType, values));
      else if (token) {
        setLoading((it) => it + 1);
        upload(chat.place, token, file)
          .then(
            (it) => setFiles((before) => [...before, it]),
            (failure: Error) => setWrong(failure.message || t.trouble),
          )
          .finally(() => setLoading((it) => it - 1));
      }
    }
  };
  const pasted = (event: ClipboardEvent) => {
    const all = [...(event.clipboardData?.files ?? [])];
    if (all.length === 0) return;
    event.preventDefault();
    add(all);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    add(event.dataTransfer?.files ?? []);
  };
  return (
    // Files are dropped here as well as picked; everything can be done by the button.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div class="composer" onDragOver={(event) => event.preventDefault()} onDrop={dropped}>
      {asksTopic && (
        <fieldset class="topics">
          <legend>{t.topic}</legend>
          {entrance.topics.map((it) => (
            <button type="button" key={it.id} aria-pressed={topic === it.id} onClick={() => setTopic(it.id)}>
              {it.name[lang]}
            </button>
          ))}
        </fieldset>
      )}
      {wrong && (
        <p class="trouble" role="alert">
          {wrong}
        </p>
      )}
      {files.map((it) => (
        <p key={it.id} class="chosen">
          {it.name} <small>{size(it.bytes)}</small>
          <button type="button" class="plain" onClick={() => setFiles(files.filter((one) => one !== it))}>
            {t.discard}
          </button>
        </p>
      ))}
      <div class="line">
        <button
          type="button"
          class="icon"
          aria-label={t.attach}
          disabled={!chat.token || !shown.on}
          onClick={() => picker.current?.click()}
        >
          <ClipIcon />
        </button>
        <input
          ref={picker}
          class="unseen"
          type="file"
          multiple
          tabIndex={-1}
          aria-hidden="true"
          accept={entrance.file_types.join(',')}
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <textarea
          data-first
          rows={1}
          aria-label={t.write}
          placeholder={t.write}
          maxLength={entrance.longest_message}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            chat.typing(event.currentTarget.value !== '');
          }}
          onKeyDown={(event) => {
            if (!sends(event)) return;
            event.preventDefault();
            send();
          }}
          onPaste={pasted}
        />
        <button type="button" class="icon send" aria-label={t.send} disabled={!ready} onClick={send}>
          <SendIcon />
        </button>
      </div>
    </div>
  );
}
