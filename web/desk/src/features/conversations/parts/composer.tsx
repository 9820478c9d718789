import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Upload } from 'antd';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Talk } from '@/api/conversations';
import { useAround } from '@/api/talk-context';
import { useSession } from '@/api/session';
import { isComposing } from '@/kit/ime';
import { keyFace } from '@/kit/key';
import { useShortcut } from '@/kit/keys';
import { usePrefs } from '@/kit/prefs';
import { answered, callAt, findings, meansSend, type Call } from '../compose-rules';
import { useStandards } from '../policy';
import css from '../thread.module.css';
import type { Mode, Writing } from '../writing';
import { Afterwards } from './afterwards';
import { AttachedFiles } from './attached';
import { Findings } from './findings';
import { PlanButton } from './planned';
import { Suggestions, useSuggestions } from './suggestions';

type Props = { it: Talk; writing: Writing };

/**
 * Writing on a conversation: a reply goes to the customer, a note stays with us. Colour, label, hint and the verb on the
 * button tell them apart, and each keeps a text of its own.
 */
export function Composer({ it, writing }: Props) {
  const { t } = useTranslation('conversations');
  const { mode, change, text, files } = writing;
  const field = useField(it, writing);
  const reason = useReason(it, mode);
  const { sendKey } = usePrefs();
  const go = (next: Mode) => () => {
    change(next);
    setTimeout(() => area()?.focus());
  };
  useShortcut('case.note', go('note'));
  useShortcut('case.reply', go('text'));
  const verb = field.asked ? t(`compose.${mode}Anyway`) : t(`compose.${mode}Do`);
  return (
    <section className={css.composer} aria-label={t(`compose.${mode}Label`)}>
      <Others it={it} />
      {field.call && <Suggestions suggestions={field.suggestions} at={field.at} onPick={field.pick} onPoint={field.point} />}
      <div className={css.foot}>
        <Segmented<Mode> size="small" aria-label={t('compose.kind')} value={mode} onChange={(next) => go(next)()} options={[{ value: 'text', label: t('compose.text') }, { value: 'note', label: t('compose.note') }]} />
        <span className={css.size}>{t(`compose.${mode}Whom`, { name: it.name || t('visitor') })}</span>
      </div>
      <Input.TextArea
        id="compose"
        aria-label={t(`compose.${mode}Label`)}
        aria-controls={field.call ? 'suggestions' : undefined}
        aria-activedescendant={field.call && field.suggestions.list[field.at] ? `suggestion-${field.at}` : undefined}
        placeholder={reason ?? t(`compose.${mode}Hint`)}
        disabled={reason !== undefined}
        className={(mode === 'note' ? css.asNote : css.asReply) ?? ''}
        autoSize={{ minRows: 2, maxRows: 9 }}
        value={text}
        onChange={(event) => field.type(event.target.value, event.target.selectionStart)}
        onKeyDown={field.press}
        onPaste={(event: ClipboardEvent) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          files.add(event.clipboardData.files);
        }}
        onBlur={() => field.drop()}
      />
      <AttachedFiles files={files} />
      <Afterwards writing={writing} />
      <Findings findings={field.found} onPut={field.mend} />
      <div className={css.foot}>
        <span>
          <Attach writing={writing} disabled={reason !== undefined} />
          {mode === 'text' && <PlanButton it={it} writing={writing} reason={writing.after && t('after.noPlan')} disabled={reason !== undefined || !field.ready || field.blocked} />}
        </span>
        <span className={css.footEnd}>
          {t('compose.key', { key: keyFace(sendKey) })}
          <Button type="primary" size="small" disabled={reason !== undefined || !field.ready || field.blocked} onClick={field.send}>{verb}</Button>
        </span>
      </div>
    </section>
  );
}

/** The field for writing; there is one on the page. */
const area = () => document.querySelector<HTMLTextAreaElement>('textarea#compose');

/** The field and what hangs on its keys: calling up, asking once more, sending. */
function useField(it: Talk, writing: Writing) {
  const { mode, text, write, files } = writing;
  const [call, setCall] = useState<Call>();
  const [at, setAt] = useState(0);
  // The text somebody has been asked about and may send as it is.
  const [askedAbout, setAskedAbout] = useState<string>();
  const standards = useStandards();
  const { sendKey } = usePrefs();
  const suggestions = useSuggestions(it, mode, call, writing.colleagues);
  const found = mode === 'text' ? findings(text, standards, it.channel) : [];
  const blocked = found.some(({ block }) => block);
  const ready = (text.trim() !== '' || files.ready.length > 0) && !files.busy;
  const asked = found.length > 0 && askedAbout === text;
  const send = () => {
    if (!ready || blocked) return;
    if (found.length > 0 && !asked) return setAskedAbout(text);
    setAskedAbout(undefined);
    writing.send();
  };
  const type = (next: string, caret: number) => {
    write(next);
    setCall(callAt(next, caret));
    setAt(0);
  };
  const pick = async (index: number) => {
    const one = suggestions.list[index];
    if (!one || !call) return;
    setCall(undefined);
    const by = await one.text();
    if (by === undefined) return;
    const { text: after, caret } = answered(area()?.value ?? text, call, by);
    write(after);
    if (one.after && mode === 'text') writing.setAfter(one.after);
    setTimeout(() => {
      area()?.focus();
      area()?.setSelectionRange(caret, caret);
    });
  };
  const press = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const open = call !== undefined && suggestions.list.length > 0;
    if (open && inList(event.key)) {
      event.preventDefault();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) setAt((at + step + suggestions.list.length) % suggestions.list.length);
      else if (event.key === 'Escape') setCall(undefined);
      else void pick(at);
    } else if (meansSend(event, sendKey)) {
      event.preventDefault();
      send();
    }
  };
  const mend = (word: string, instead: string) => write(text.split(word).join(instead));
  return { call: suggestions.list.length > 0 ? call : undefined, at, suggestions, found, blocked, ready, asked, send, type, pick: (index: number) => void pick(index), press, point: setAt, mend, drop: () => setCall(undefined) };
}

const inList = (key: string) => ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(key);

/** Why nothing can be written now, in the place where one would write. */
function useReason(it: Talk, mode: Mode): string | undefined {
  const { t } = useTranslation('conversations');
  if (mode === 'note') return it.rights.note ? undefined : t('compose.noNote');
  if (it.rights.reply) return undefined;
  if (it.state === 'closed') return t('compose.closed');
  return it.agent ? t(it.rights.supervise ? 'compose.watched' : 'compose.others', { name: it.agent.name }) : t('compose.untaken');
}

/** Colleagues who write here at this moment. */
function Others({ it }: { it: Talk }) {
  const { t } = useTranslation('conversations');
  const { person } = useSession();
  const { viewers } = useAround();
  const names = new Set([...viewers.filter(({ typing, id }) => typing && id !== person.id).map(({ name }) => name), ...it.drafting.map(({ name }) => name)]);
  return <div role="status" className={css.others}>{names.size > 0 && t('compose.drafting', { names: [...names].join(t('and')) })}</div>;
}

function Attach({ writing: { files }, disabled }: { writing: Writing; disabled: boolean }) {
  const { t } = useTranslation('conversations');
  const take = (file: File) => {
    files.add([file]);
    return Upload.LIST_IGNORE;
  };
  return (
    <Upload multiple beforeUpload={take} showUploadList={false} disabled={disabled}>
      <Button size="small" type="text" icon={<PaperClipOutlined />} disabled={disabled} aria-label={t('attach.do')} />
    </Upload>
  );
}
