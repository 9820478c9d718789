import { CheckOutlined, ExclamationCircleOutlined, FileOutlined, LockOutlined, SoundOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message, TagsChanged, Talk, TalkFile } from '@/api/conversations';
import { fileSize } from '@/kit/file-size';
import { exact } from '@/kit/when';
import { fileAddress } from '../files';
import css from '../thread.module.css';

type Props = {
  it: Talk;
  message: Message;
  /** Whether it goes on from the one before, without a head of its own. */
  goesOn: boolean;
  me: string;
  chosen: boolean | undefined;
  onChoose: (chosen: boolean) => void;
};

/** One message. Customer, colleague, note and notice differ in place, colour and words. */
export function MessageLine({ it, message, goesOn, me, chosen, onChoose }: Props) {
  const { t } = useTranslation('conversations');
  if (message.kind === 'notice' || message.notice) return <Notice message={message} />;
  const side = message.kind === 'whisper' ? `${css.note} ${css.whisper}` : message.kind === 'note' ? css.note : message.author === 'customer' ? css.theirs : css.ours;
  return (
    <li className={`${css.message} ${side} ${goesOn ? css.goesOn : ''}`} data-seq={message.seq}>
      {chosen !== undefined && <Checkbox checked={chosen} aria-label={t('choose.message', { who: whoSaid(it, message, me, t) })} onChange={(event) => onChoose(event.target.checked)} />}
      <div className={css.body}>
        {!goesOn && (
          <div className={css.by}>
            {message.kind === 'note' && <><LockOutlined aria-hidden /> <span>{t('kind.noteFull')}</span></>}
            {message.kind === 'whisper' && <><SoundOutlined aria-hidden /> <span>{t('kind.whisperFull')}</span></>}
            <span>{whoSaid(it, message, me, t)}</span>
            <time dateTime={message.at} title={exact(message.at)}>{dayjs(message.at).format('HH:mm')}</time>
          </div>
        )}
        <Content message={message} />
        <Fate it={it} message={message} />
      </div>
    </li>
  );
}

/** The name of who said it; oneself is "I". */
export function whoSaid(it: Talk, message: Message, me: string, t: (key: string) => string): string {
  if (message.author === 'customer') return it.name || t('visitor');
  return message.person?.id === me ? t('author.me') : (message.person?.name ?? t('author.system'));
}

function Notice({ message }: { message: Message }) {
  const { t } = useTranslation('conversations');
  const who = message.person?.name ?? '';
  const text = message.tags ? tagWords(message.tags, t) : message.text;
  const words = t(`notice.${message.notice}`, { who, text, defaultValue: text });
  return <li className={css.notice} data-seq={message.seq}><span title={exact(message.at)}>{words}</span></li>;
}

/** Which tags were put on and taken off. */
function tagWords({ added, removed }: TagsChanged, t: (key: string, values?: Record<string, string>) => string): string {
  const say = (how: string, names: string[]) => (names.length > 0 ? [t(`notice.${how}`, { names: names.join(t('and')) })] : []);
  return [...say('tagsOn', added), ...say('tagsOff', removed)].join(t('notice.next'));
}

function Content({ message }: { message: Message }) {
  const { t } = useTranslation('conversations');
  return (
    <>
      {message.text && <div className={css.text}>{message.text}</div>}
      {message.files.length > 0 && <Files files={message.files} />}
      {message.quoted && <Fold title={t('quoted')}><div className={css.quoted}>{message.quoted}</div></Fold>}
      {message.html && <Fold title={t('asSent')}><iframe className={css.sent} sandbox="" srcDoc={message.html} title={t('asSent')} /></Fold>}
      {message.facts && Object.keys(message.facts).length > 0 && <Fold title={t('facts')}><dl className={css.facts}>{Object.entries(message.facts).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{String(value)}</dd></div>)}</dl></Fold>}
    </>
  );
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return <details className={css.fold}><summary>{title}</summary>{children}</details>;
}

function Files({ files }: { files: TalkFile[] }) {
  return (
    <ul className={css.files}>
      {files.map((file) => {
        const address = fileAddress(file.id);
        return (
          <li key={file.id}>
            <a href={address} download={file.name} title={`${file.name} ${fileSize(file.bytes)}`}>
              {file.picture ? <img src={`${address}?small=true`} alt={file.name} loading="lazy" className={css.picture} /> : <><FileOutlined aria-hidden /> {file.name} <span className={css.size}>{fileSize(file.bytes)}</span></>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** What became of one of ours: on its way, failed, read. */
function Fate({ it, message }: { it: Talk; message: Message }) {
  const { t } = useTranslation('conversations');
  if (message.author !== 'agent' || message.kind !== 'text') return null;
  if (message.delivery === 'failed') return <div className={`${css.fate} ${css.failed}`}><ExclamationCircleOutlined aria-hidden /> {t('delivery.failed', { why: message.failure ?? '' })}</div>;
  if (message.delivery === 'waiting') return <div className={css.fate}>{t('delivery.waiting')}</div>;
  if (it.medium === 'chat') return <div className={css.fate}>{message.seq <= it.seen_by_customer ? <><CheckOutlined aria-hidden /> {t('delivery.read')}</> : t('delivery.unread')}</div>;
  return message.delivery === 'sent' ? <div className={css.fate}>{t('delivery.sent')}</div> : null;
}
