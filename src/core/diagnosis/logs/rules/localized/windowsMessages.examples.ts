import type { ExamplesOf } from '../../engine/examples.ts';
import type { localizedWindowsRules } from './windowsMessages.ts';

export const localizedWindowsExamples: ExamplesOf<typeof localizedWindowsRules> = {
  'localized-windows-not-recognized': {
    examples: [
      'Der Befehl "ffmpeg" ist entweder falsch geschrieben oder',
      "'ffmpeg' n'est pas reconnu en tant que commande interne",
      "'ffmpeg' は、内部コマンドまたは外部コマンド、",
      "'ffmpeg' 不是内部或外部命令，也不是可运行的程序",
      '"ffmpeg" no se reconoce como un comando interno o externo,',
    ],
  },
  'localized-windows-file-not-found': {
    examples: [
      'Das System kann die angegebene Datei nicht finden.',
      'Le fichier spécifié est introuvable.',
      '指定されたファイルが見つかりません。',
      '系统找不到指定的文件。',
      'Не удается найти указанный файл.',
    ],
  },
  'localized-windows-path-not-found': {
    examples: [
      'Das System kann den angegebenen Pfad nicht finden.',
      "Le chemin d'accès spécifié est introuvable.",
      '指定されたパスが見つかりません。',
      '系统找不到指定的路径。',
    ],
  },
  'localized-windows-access-denied': {
    examples: ['Zugriff verweigert', 'Accès refusé.', 'アクセスが拒否されました。', '拒绝访问。', 'Acceso denegado.'],
  },
  'localized-windows-in-use': {
    examples: [
      'Der Prozess kann nicht auf die Datei zugreifen, da sie von einem anderen Prozess verwendet wird.',
      'Процесс не может получить доступ к файлу, так как этот файл занят другим процессом.',
      '另一个程序正在使用此文件，进程无法访问。',
    ],
  },
  'localized-windows-disk-full': {
    examples: [
      'Es steht nicht genügend Speicherplatz auf dem Datenträger zur Verfügung.',
      '磁盘空间不足。',
      'Недостаточно места на диске.',
    ],
  },
};
