"""Why a job died or a file is not kept, said in Chinese."""

FORMS: tuple[tuple[str, str], ...] = (
    # Receivers of events.
    (r"there is no event '(.+)'", "没有名为 {0} 的事件"),
    (r"did you mean (\S+)\?", "您是否想写 {0}？"),
    (r"see the table in docs/webhooks\.md", "请见 docs/webhooks.md 中的表"),
    # Jobs.
    (r"its worker died (\d+) times while it ran", "运行期间工作进程异常退出 {0} 次"),
    (r"see the worker's log of that time, then run the job again",
     "请查看工作进程当时的日志，然后重新运行此任务"),
    (r"no worker knows the task (\S+)", "没有工作进程认识任务 {0}"),
    (r"start the workers with the plugin or version that has it",
     "请用带有该插件的版本启动工作进程"),
    (r"this is a mistake in (\S+?): (.+)", "这是 {0} 中的程序错误：{1}"),
    (r"report it; then run the job again", "请报告此错误，然后重新运行此任务"),
    (r"the person (\S+) it runs for is not active any more", "此任务所代表的人员 {0} 已停用"),
    (r"let somebody else ask for it again", "请由其他人重新发起"),
    (r"another process is writing \((.+)\)", "另一个进程正在写入（{0}）"),
    (r"try again", "请重试"),
    (r"somebody else works on the same calls", "其他人正在处理同一批通话"),
    (r"the call was corrected meanwhile", "此通话在此期间被更正"),
    # Files.
    (r"the file is still written to", "文件仍在写入"),
    (r"the file was taken away this moment, for somebody else who may not keep it",
     "文件此刻正被移除：另一位上传者不得保留它"),
    (r"the file cannot be kept or read: (.+)", "文件无法保存或读取：{0}"),
    (r"check the folder's permissions and the disk's space", "请检查文件夹权限和磁盘空间"),
    (r"the file cannot be taken in: (.+)", "无法接收文件：{0}"),
    (r"free some space, or set TMPDIR", "请腾出空间，或设置 TMPDIR"),
    # What transcribes.
    (r"try again with fewer jobs at once, or lower speech\.batch_size",
     "请减少同时运行的任务后重试，或调小 speech.batch_size"),
    (r"it has to know response_format=verbose_json", "该服务须支持 response_format=verbose_json"),
)  # fmt: skip
