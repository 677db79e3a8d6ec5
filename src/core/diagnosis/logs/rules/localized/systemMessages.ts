import type { Rules } from '../../engine/finding.ts';
import { readAs } from './localized.ts';

/**
 * Rules for messages from Linux and Bash in German, French, Dutch, Swedish, Spanish, Italian, Portuguese, Polish,
 * Russian, Japanese, Chinese, and Korean.
 */
export const localizedSystemRules = {
  'localized-no-such-file': readAs(
    'No such file or directory',
    `Verzeichnis nicht gefunden|fichier ou dossier de ce type|Bestand of map bestaat niet
    |katalogen finns inte|existe el fichero o|existe el archivo o|directory non esistente
    |diretório inexistente|takiego pliku|такого файла|そのようなファイル|没有那个文件|그런 파일이나`,
  ),
  'localized-permission-denied': readAs(
    'Permission denied',
    `Keine Berechtigung|Permission non accord|Toegang geweigerd|Åtkomst nekas|Permiso denegado
    |Permesso negato|Permissão negada|Brak dostępu|: Отказано в доступе|許可がありません|: 权限不够|허가 거부`,
  ),
  'localized-not-permitted': readAs(
    'Operation not permitted',
    `Operation ist nicht erlaubt|Opération non permise|Actie is niet toegestaan|Operationen inte tillåten
    |Operación no permitida|Operazione non permessa|Operação não permitida|Operacja niedozwolona
    |Операция не позволена|許可されていない操作|不允许的操作|명령을 허용하지`,
  ),
  'localized-read-only': readAs(
    'Read-only file system',
    `Dateisystem ist nur lesbar|accessible en lecture seul|Bestandssysteem is alleen-lezen
    |Skrivskyddat filsystem|ficheros de sólo lectura|in sola lettura|somente para leitura
    |wyłącznie do odczytu|доступна только для чтения|読み込み専用ファイル|只读文件系统|읽기전용 파일`,
  ),
  'localized-no-space': readAs(
    'No space left on device',
    `kein Speicherplatz mehr|Aucun espace disponible|Geen ruimte meer|Enheten är full|No queda espacio en
    |Spazio esaurito|espaço disponível no|Brak miejsca na|не осталось свободного|空き領域がありません|设备上没有空间
    |장치에 남은 공간`,
  ),
  'localized-disk-quota': readAs(
    'Disk quota exceeded',
    `Plattenplatz (Quota)|quota d'espace disque|Schijfquotum|Diskkvot|la cuota de disco|Quota disco
    |Cota da disco|limit dyskowy|дисковая квота|ディスク使用量制限|超出磁盘限额|디스크 할당량`,
  ),
  'localized-no-memory': readAs(
    'Cannot allocate memory',
    `genügend Hauptspeicher|allouer de la mémoire|Onvoldoende geheugen|allokera minne
    |pudo asignar memoria|allocare memoria|alocar memória|przydzielić pamięci|выделить память|メモリを確保でき
    |无法分配内存|메모리를 할당할`,
  ),
  'localized-connection-refused': readAs(
    'Connection refused',
    `Verbindungsaufbau abgelehnt|Connexion refusée|Verbinding is geweigerd|Förbindelsen förvägrad
    |Conexión rehusada|Connessione rifiutata|Conexão recusada|Połączenie odrzucone|соединении отказано
    |接続を拒否され|: 拒绝连接|연결이 거부`,
  ),
  'localized-connection-reset': readAs(
    'Connection reset by peer',
    `Kommunikationspartner zurückgesetzt|ré-initialisée par le|Verbinding is weggevallen
    |borttagen av partnern|reinicializada por la|interrotta dal corrispondente|fechada pela outra ponta
    |zerwane przez drugą|разорвано другой|接続が相手からリセット|连接被对方重设|연결을 끊음`,
  ),
  'localized-connection-timed-out': readAs(
    'Connection timed out',
    `Wartezeit für die Verbindung|expiration du délai d'attente|Verbinding is verlopen|tidsgräns löpte ut
    |el tiempo de conexión|Connessione scaduta|esgotado para conexão|oczekiwania na połączenie
    |ожидания соединения|接続がタイムアウト|: 连接超时|연결 시간 초과`,
  ),
  'localized-network-unreachable': readAs(
    'Network is unreachable',
    `Netzwerk ist nicht erreichbar|réseau n'est pas accessible|Netwerk is onbereikbaar|kan inte nås
    |red es inaccesible|rete non è raggiungibile|fora de alcance|Sieć jest niedostępna|Сеть недоступна
    |ネットワークに届|网络不可达|네트워크가 접근`,
  ),
  'localized-no-route': readAs(
    'No route to host',
    `Keine Route zum|d'accès pour atteindre|Geen route naar|Ingen väg till|ninguna ruta hasta
    |instradamento per|rota para o host|Brak trasy do|Нет маршрута|ホストへの経路|没有到主机的|호스트로 갈`,
  ),
  'localized-address-in-use': readAs(
    'Address already in use',
    `Adresse wird bereits verwendet|Adresse déjà utilisée|Adres is al in gebruik|Adressen redan upptagen
    |dirección ya se está|Indirizzo già in uso|Endereço já em uso|Adres jest już|Адрес уже используется
    |アドレスは既に使用|地址已在使用|주소가 이미 사용`,
  ),
  'localized-file-exists': readAs(
    'File exists',
    `Datei existiert bereits|Le fichier existe|Bestand bestaat al|Filen existerar|fichero ya existe
    |File già esistente|Arquivo existe|Plik istnieje|Файл существует|ファイルが存在します|文件已存在|파일이 있습니다`,
  ),
  'localized-is-a-directory': readAs(
    'Is a directory',
    `Ist ein Verzeichnis|: est un dossier|: Is een map|Är en katalog|: Es un directorio|È una directory
    |É um diretório|Jest katalogiem|Это каталог|ディレクトリです|是一个目录|디렉터리입니다`,
  ),
  'localized-not-a-directory': readAs(
    'Not a directory',
    `Ist kein Verzeichnis|pas un dossier|Is geen map|Inte en katalog|No es un directorio
    |Non è una directory|Não é um diretório|Nie jest katalogiem|Это не каталог|ディレクトリではありません|: 不是目录
    |디렉터리가 아닙니다`,
  ),
  'localized-arguments-too-long': readAs(
    'Argument list too long',
    `Argumentliste ist zu lang|Liste d'arguments trop longue|Argumentenlijst is te
    |Argumentlistan för lång|lista de argumentos|degli argomenti troppo|Lista de argumentos
    |argumentów za długa|список аргументов|引数リストが長|参数列表过长|인수 명단이`,
  ),
  'localized-input-output-error': readAs(
    'Input/output error',
    `Eingabe-/Ausgabefehler|Erreur d'entrée/sortie|Invoer-/uitvoerfout|In/ut-fel|Error de entrada/salida
    |Errore di input/output|Erro de entrada/saída|wejścia/wyjścia|ввода/вывода|入力/出力エラー|输入/输出错误|입력/출력 오류`,
  ),
  'localized-busy': readAs(
    'Device or resource busy',
    `Ressource ist belegt|ressource occupé|hulpbron is bezig|resurs upptagen|recurso ocupado
    |risorsa occupata|recurso está ocupado|zasoby zajęte|ресурс занято|リソースがビジー|设备或资源忙|자원이 동작 중`,
  ),
  'localized-too-many-open-files': readAs(
    'Too many open files',
    `viele offene Dateien|Trop de fichiers ouverts|Te veel open bestanden|För många öppna filer
    |Demasiados ficheros abiertos|Troppi file aperti|Muitos arquivos abertos|Za dużo otwartych plików
    |много открытых файлов|ファイルを開きすぎ|打开的文件过多|열린 파일이 너무`,
  ),
  'localized-exec-format': readAs(
    'Exec format error',
    `Format der Programmdatei|format pour exec()|Verkeerd uitvoerbaar bestand|Formatfel på körbar
    |Formato de ejecutable|Formato eseguibile non|no formato exec|format pliku wykonywalnego
    |формата выполняемого|実行形式エラー|可执行文件格式|Exec 형식 오류`,
  ),
  'localized-unknown-host': readAs(
    'Name or service not known',
    `oder der Dienst ist nicht bekannt|Nom ou service inconnu|Naam of dienst is niet|eller tjänst okänd
    |servicio desconocido|servizio sconosciuto|serviço desconhecido|usługa jest nieznana|имя или служба
    |サービスが不明|名称或服务|서비스를 알 수`,
  ),
  'localized-resolution-failed': readAs(
    'Temporary failure in name resolution',
    `bei der Namensauflösung|dans la résolution du nom|in naamsherleiding|Namnuppslagning misslyckades
    |en la resolución del nombre|nella risoluzione del nome|na resolução de nome|Odwzorowanie nazwy
    |в разрешении имен|名前解決に一時的|域名解析暂时|name resolution에서`,
  ),
  'localized-command-not-found': readAs(
    'command not found',
    `Kommando nicht gefunden|commande introuvable|opdracht niet gevonden|kommandot finns inte
    |orden no encontrada|comando non trovato|comando não encontrado|nie znaleziono polecenia
    |команда не найдена|コマンドが見つかりません|未找到命令|명령어를 찾을 수`,
  ),
  'localized-segmentation-fault': readAs(
    'Segmentation fault',
    `Speicherzugriffsfehler|Erreur de segmentation|Segmentatiefout|Segmenteringsfel|Violación de segmento
    |Errore di segmentazione|Falha de segmentação|Naruszenie ochrony pamięci|Ошибка сегментирования
    |段错误 (|段错误  |세그멘테이션`,
  ),
  'localized-bus-error': readAs(
    'Bus error',
    `Bus-Zugriffsfehler|Erreur du bus|Bussfel|Busfout  |Error del bus|Errore di bus|Erro no barramento|Błąd szyny
    |Ошибка шины|バスエラー|总线错误 (|버스 오류`,
  ),
  'localized-killed': readAs(
    'Killed',
    `Getötet  |Processus arrêté|Geëlimineerd|Dödad  |Terminado (killed)|Ucciso  |Morto  |Unicestwiony
    |Убито  |強制終了  |已杀死  |죽었음  `,
  ),
} satisfies Rules;
