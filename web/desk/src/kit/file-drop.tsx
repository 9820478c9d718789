import { InboxOutlined } from '@ant-design/icons';
import { Progress, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '@/api/upload';
import css from './kit.module.css';
import { ProblemBox } from './problem';

type Props<Made> = {
  /** Where the file is sent. */
  to: string;
  /** Endings that are taken, as `.csv,.xlsx`. */
  accept: string;
  says: string;
  how: string;
  /** What the bar is called while the file goes out. */
  sending: string;
  /** What the server made of it. */
  onMade: (made: Made) => Promise<void>;
};

/** A place for one file: sent as soon as it is dropped or chosen, with its progress and what went wrong. */
export function FileDrop<Made>({ to, accept, says, how, sending, onMade }: Props<Made>) {
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const send = async (file: File) => {
    setError(undefined);
    setShare(0);
    try {
      await onMade(await upload<Made>(to, file, setShare));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setShare(undefined);
    }
  };
  const take = (file: File) => {
    void send(file);
    return Upload.LIST_IGNORE;
  };
  return (
    <>
      <ProblemBox error={error} />
      <Upload.Dragger accept={accept} showUploadList={false} disabled={share !== undefined} beforeUpload={take} className={css.drop ?? ''}>
        <InboxOutlined className={css.dropIcon} aria-hidden />
        <div>{says}</div>
        <div className={css.dropHow}>{how}</div>
        {share !== undefined && <Progress percent={Math.round(share * 100)} aria-label={sending} />}
      </Upload.Dragger>
    </>
  );
}
