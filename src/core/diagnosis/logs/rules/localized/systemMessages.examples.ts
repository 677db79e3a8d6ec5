import type { ExamplesOf } from '../../engine/examples.ts';
import type { localizedSystemRules } from './systemMessages.ts';

export const localizedSystemExamples: ExamplesOf<typeof localizedSystemRules> = {
  'localized-no-such-file': {
    examples: [
      'cat: in/frames.csv: Datei oder Verzeichnis nicht gefunden',
      'cat: in/frames.csv: File o directory non esistente',
      'run3.sh: Zeile 2: ./solver: Datei oder Verzeichnis nicht gefunden',
      'run3.sh: ligne 2: ./solver: Aucun fichier ou dossier de ce type',
      'run3.sh: regel 2: ./solver: Bestand of map bestaat niet',
      'run3.sh: rad 2: ./solver: Filen eller katalogen finns inte',
      'run3.sh: línea 2: ./solver: No existe el fichero o el directorio',
      'run3.sh: riga 2: ./solver: File o directory non esistente',
    ],
  },
  'localized-permission-denied': {
    examples: [
      'cat: /mnt/batch/secret: Permission non accordée',
      'cat: /mnt/batch/secret: Permissão negada',
      'run2.sh: Zeile 2: /mnt/batch/loc/noexec.sh: Keine Berechtigung',
      'run2.sh: ligne 2: /mnt/batch/loc/noexec.sh: Permission non accordée',
      'run2.sh: regel 2: /mnt/batch/loc/noexec.sh: Toegang geweigerd',
      'run2.sh: rad 2: /mnt/batch/loc/noexec.sh: Åtkomst nekas',
      'run2.sh: línea 2: /mnt/batch/loc/noexec.sh: Permiso denegado',
      'run2.sh: riga 2: /mnt/batch/loc/noexec.sh: Permesso negato',
    ],
  },
  'localized-not-permitted': {
    examples: [
      'chown: out: Actie is niet toegestaan',
      'chown: out: Operacja niedozwolona',
      'chown: out: Die Operation ist nicht erlaubt',
      'chown: out: Operazione non permessa',
      'chown: out: 不允许的操作',
    ],
  },
  'localized-read-only': {
    examples: [
      'touch: /data/a: Skrivskyddat filsystem',
      'touch: /data/a: Файловая система доступна только для чтения',
      'touch: /data/a: Système de fichiers accessible en lecture seulement',
      'touch: /data/a: Sistema de arquivos somente para leitura',
      'touch: /data/a: 읽기전용 파일 시스템',
    ],
  },
  'localized-no-space': {
    examples: [
      'cp: out/frame.exr: No queda espacio en el dispositivo',
      'cp: out/frame.exr: デバイスに空き領域がありません',
      'cp: out/frame.exr: Geen ruimte meer over op apparaat',
      'cp: out/frame.exr: Brak miejsca na urządzeniu',
      'cp: out/frame.exr: Auf dem Gerät ist kein Speicherplatz mehr verfügbar',
    ],
  },
  'localized-disk-quota': {
    examples: [
      'cp: out/frame.exr: Quota disco superata',
      'cp: out/frame.exr: 超出磁盘限额',
      'cp: out/frame.exr: Diskkvot överskriden',
      'cp: out/frame.exr: Превышена дисковая квота',
      "cp: out/frame.exr: Débordement du quota d'espace disque",
    ],
  },
  'localized-no-memory': {
    examples: [
      'sort: Não foi possível alocar memória',
      'sort: 메모리를 할당할 수 없습니다',
      'sort: No se pudo asignar memoria',
      'sort: メモリを確保できません',
      'sort: Onvoldoende geheugen beschikbaar',
    ],
  },
  'localized-connection-refused': {
    examples: [
      'nc: license:27000: Połączenie odrzucone',
      'nc: license:27000: Verbindungsaufbau abgelehnt',
      'nc: license:27000: Connessione rifiutata',
      'nc: license:27000: 拒绝连接',
      'nc: license:27000: Förbindelsen förvägrad',
    ],
  },
  'localized-connection-reset': {
    examples: [
      'scp: lost: Соединение разорвано другой стороной',
      'scp: lost: Connexion ré-initialisée par le correspondant',
      'scp: lost: Conexão fechada pela outra ponta',
      'scp: lost: 상대편이 연결을 끊음',
      'scp: lost: Conexión reinicializada por la máquina remota',
    ],
  },
  'localized-connection-timed-out': {
    examples: [
      'ssh: 10.0.0.4: 接続がタイムアウトしました',
      'ssh: 10.0.0.4: Verbinding is verlopen',
      'ssh: 10.0.0.4: Przekroczony czas oczekiwania na połączenie',
      'ssh: 10.0.0.4: Die Wartezeit für die Verbindung ist abgelaufen',
      'ssh: 10.0.0.4: Connessione scaduta',
    ],
  },
  'localized-network-unreachable': {
    examples: [
      'ssh: 10.0.0.4: 网络不可达',
      'ssh: 10.0.0.4: Nätverket kan inte nås',
      'ssh: 10.0.0.4: Сеть недоступна',
      "ssh: 10.0.0.4: Le réseau n'est pas accessible",
      'ssh: 10.0.0.4: A rede está fora de alcance',
    ],
  },
  'localized-no-route': {
    examples: [
      'ssh: 10.0.0.4: 호스트로 갈 루트가 없음',
      "ssh: 10.0.0.4: No existe ninguna ruta hasta el `host'",
      'ssh: 10.0.0.4: ホストへの経路がありません',
      'ssh: 10.0.0.4: Geen route naar host',
      'ssh: 10.0.0.4: Brak trasy do hosta',
    ],
  },
  'localized-address-in-use': {
    examples: [
      'server: bind: Die Adresse wird bereits verwendet',
      'server: bind: Indirizzo già in uso',
      'server: bind: 地址已在使用',
      'server: bind: Adressen redan upptagen',
      'server: bind: Адрес уже используется',
    ],
  },
  'localized-file-exists': {
    examples: [
      'ln: out/last: Le fichier existe',
      'ln: out/last: Arquivo existe',
      'ln: out/last: 파일이 있습니다',
      'ln: out/last: El fichero ya existe',
      'ln: out/last: ファイルが存在します',
    ],
  },
  'localized-is-a-directory': {
    examples: [
      'cat: in: Is een map',
      'cat: in: Jest katalogiem',
      'cat: in: Ist ein Verzeichnis',
      'cat: in: È una directory',
      'cat: in: 是一个目录',
    ],
  },
  'localized-not-a-directory': {
    examples: [
      'ls: in.csv/a: Inte en katalog',
      'ls: in.csv/a: Это не каталог',
      "ls: in.csv/a: N'est pas un dossier",
      'ls: in.csv/a: Não é um diretório',
      'ls: in.csv/a: 디렉터리가 아닙니다',
    ],
  },
  'localized-arguments-too-long': {
    examples: [
      '/bin/rm: La lista de argumentos es demasiado larga',
      '/bin/rm: 引数リストが長すぎます',
      '/bin/rm: Argumentenlijst is te lang',
      '/bin/rm: Lista argumentów za długa',
      '/bin/rm: Die Argumentliste ist zu lang',
    ],
  },
  'localized-input-output-error': {
    examples: [
      'cat: /data/a: Errore di input/output',
      'cat: /data/a: 输入/输出错误',
      'cat: /data/a: In/ut-fel',
      'cat: /data/a: Ошибка ввода/вывода',
      "cat: /data/a: Erreur d'entrée/sortie",
    ],
  },
  'localized-busy': {
    examples: [
      'umount: /data: Dispositivo ou recurso está ocupado',
      'umount: /data: 장치나 자원이 동작 중',
      'umount: /data: Dispositivo o recurso ocupado',
      'umount: /data: デバイスもしくはリソースがビジー状態です',
      'umount: /data: Apparaat of hulpbron is bezig',
    ],
  },
  'localized-too-many-open-files': {
    examples: [
      'solver: mesh.h5: Za dużo otwartych plików',
      'solver: mesh.h5: Zu viele offene Dateien',
      'solver: mesh.h5: Troppi file aperti',
      'solver: mesh.h5: 打开的文件过多',
      'solver: mesh.h5: För många öppna filer',
    ],
  },
  'localized-exec-format': {
    examples: [
      './solver: Ошибка формата выполняемого файла',
      './solver: Erreur de format pour exec()',
      './solver: Erro no formato exec',
      './solver: Exec 형식 오류',
      './solver: Formato de ejecutable incorrecto',
    ],
  },
  'localized-unknown-host': {
    examples: [
      'ssh: storage: 名前またはサービスが不明です',
      'ssh: storage: Naam of dienst is niet bekend',
      'ssh: storage: Ta nazwa lub usługa jest nieznana',
      'ssh: storage: Der Name oder der Dienst ist nicht bekannt',
      'ssh: storage: Nome o servizio sconosciuto',
    ],
  },
  'localized-resolution-failed': {
    examples: [
      'ssh: storage: 域名解析暂时失败',
      'ssh: storage: Namnuppslagning misslyckades temporärt',
      'ssh: storage: Временный сбой в разрешении имен',
      'ssh: storage: Échec temporaire dans la résolution du nom',
      'ssh: storage: Falha temporário na resolução de nome',
    ],
  },
  'localized-bus-error': { examples: ['Error del bus', 'バスエラー'] },
  'localized-command-not-found': {
    examples: [
      'run.sh: Zeile 2: foo-solver: Kommando nicht gefunden.',
      'run.sh: ligne 2: foo-solver : commande introuvable',
      'run.sh: regel 2: foo-solver: opdracht niet gevonden',
      'run.sh: rad 2: foo-solver: kommandot finns inte',
      'run.sh: línea 2: foo-solver: orden no encontrada',
      'run.sh: riga 2: foo-solver: comando non trovato',
      'run.sh: linha 2: foo-solver: comando não encontrado',
      'run.sh: linia 2: foo-solver: nie znaleziono polecenia',
      'run.sh: 行 2: foo-solver: コマンドが見つかりません',
      'run.sh: 行 2: foo-solver: 未找到命令',
      'run.sh: 줄 2: foo-solver: 명령어를 찾을 수 없음',
      'run.sh: строка 2: foo-solver: команда не найдена',
    ],
  },
  'localized-killed': {
    examples: [
      'run5.sh: Zeile 2: 17642 Getötet                ./solver in.dat',
      'run5.sh : ligne 2 : 17671 Processus arrêté      ./solver in.dat',
      'run5.sh: regel 2: 17703 Geëlimineerd           ./solver in.dat',
      'run5.sh: rad 2: 17738 Dödad                  ./solver in.dat',
      'run5.sh: línea 2: 17769 Terminado (killed)      ./solver in.dat',
      'run5.sh: riga 2: 17805 Ucciso                  ./solver in.dat',
      'run5.sh, linha 2: 17837 Morto                   ./solver in.dat',
      'run5.sh: linia 2: 17867 Unicestwiony            ./solver in.dat',
      'run5.sh: 2 行: 17895 強制終了            ./solver in.dat',
      'run5.sh: 第 2 行：17927 已杀死               ./solver in.dat',
      'run5.sh: 줄 2: 17956 죽었음               ./solver in.dat',
      'run5.sh: строка 2: 17987 Убито              ./solver in.dat',
    ],
  },
  'localized-segmentation-fault': {
    examples: [
      'run6.sh: Zeile 2: 17647 Speicherzugriffsfehler  (Speicherabzug geschrieben) ./solver in.dat',
      'run6.sh : ligne 2 : 17676 Erreur de segmentation  (core dumped)bash -c "ulimit -c unlimited; kill -SEGV \\$\\$"',
      'run6.sh: regel 2: 17708 Segmentatiefout         (geheugendump gemaakt) ./solver in.dat',
      'run6.sh: rad 2: 17743 Segmenteringsfel        (minnesutskrift skapad) ./solver in.dat',
      "run6.sh: línea 2: 17776 Violación de segmento  (`core' generado) ./solver in.dat",
      'run6.sh: riga 2: 17812 Errore di segmentazione (core dump creato) ./solver in.dat',
      'run6.sh, linha 2: 17842 Falha de segmentação  (imagem do núcleo gravada)bash -c "ulimit -c unlimited; kill -SEGV \\$\\$"',
      'run6.sh: linia 2: 17872 Naruszenie ochrony pamięci   (zrzut pamięci) ./solver in.dat',
      'run6.sh: 第 2 行：17930 段错误               （核心已转储）bash -c "ulimit -c unlimited; kill -SEGV \\$\\$"',
      'run6.sh: 줄 2: 17961 세그멘테이션 오류 (코어 덤프됨) ./solver in.dat',
      'run6.sh: строка 2: 17992 Ошибка сегментирования                   (образ памяти сброшен на диск) ./solver in.dat',
    ],
  },
};
