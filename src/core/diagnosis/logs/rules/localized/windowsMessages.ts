import type { Rules } from '../../engine/finding.ts';
import { readAs } from './localized.ts';

/** Rules for messages from Windows and its command interpreter in the same languages as `localizedSystemRules`. */
export const localizedWindowsRules = {
  'localized-windows-not-recognized': readAs(
    "'{what}' is not recognized as an internal or external command",
    `falsch geschrieben oder|tant que commande interne|interne of externe opdracht|internt kommando
    |comando interno o externo|comando interno o esterno|comando interno ou|polecenie wewnętrzne
    |внутренней или внешней|内部コマンドまたは|内部或外部命令|내부 또는 외부 명령`,
  ),
  'localized-windows-file-not-found': readAs(
    'The system cannot find the file specified',
    `angegebene Datei nicht finden|fichier spécifié est introuvable|opgegeven bestand niet vinden
    |hittar inte filen|encontrar el archivo especificado|trovare il file specificato
    |encontrar o arquivo especificado|odnaleźć określonego pliku|найти указанный файл|指定されたファイルが見つかりません
    |系统找不到指定的文件|지정된 파일을 찾을 수`,
  ),
  'localized-windows-path-not-found': readAs(
    'The system cannot find the path specified',
    `angegebenen Pfad nicht finden|chemin d'accès spécifié|opgegeven pad niet vinden|hittar inte sökvägen
    |encontrar la ruta especificada|trovare il percorso specificato|encontrar o caminho especificado
    |odnaleźć określonej ścieżki|найти указанный путь|指定されたパスが見つかりません|系统找不到指定的路径|지정된 경로를 찾을 수`,
  ),
  'localized-windows-access-denied': readAs(
    'Access is denied',
    `Zugriff verweigert|Accès refusé|Åtkomst nekad|Acceso denegado|Accesso negato|Acesso negado
    |Odmowa dostępu|アクセスが拒否されました|拒绝访问。|액세스가 거부`,
  ),
  'localized-windows-in-use': readAs(
    'The process cannot access the file because it is being used by another process',
    `von einem anderen Prozess verwendet|utilisé par un autre processus|door een ander proces gebruikt
    |används av en annan process|utilizado por otro proceso|utilizzato da un altro processo
    |sendo usado por outro processo|używany przez inny proces|занят другим процессом|別のプロセスが使用中
    |另一个程序正在使用|다른 프로세스가 파일을`,
  ),
  'localized-windows-disk-full': readAs(
    'There is not enough space on the disk',
    `genügend Speicherplatz auf|espace insuffisant sur le disque|onvoldoende schijfruimte
    |ont om diskutrymme|espacio suficiente en el disco|Spazio su disco insufficiente
    |espaço suficiente no disco|za mało miejsca na dysku|Недостаточно места на диске|ディスクに十分な空き領域|磁盘空间不足
    |디스크 공간이 부족`,
  ),
} satisfies Rules;
