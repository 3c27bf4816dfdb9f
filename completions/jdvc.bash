# Completion of jdvc for bash 4.4 and newer:  source completions/jdvc.bash
# Verbs and options stand in tables, which `dev/generated` makes; what lives is asked of `jdvc __complete`.

declare -gA _jdvc_verbs _jdvc_options
# Tables, made by dev/generated: do not edit.
_jdvc_anywhere='
--help	Show this help and exit
--quiet	Say nothing, only exit
--verbose	Say more; twice for even more'
_jdvc_verbs[/]='
init	Make a directory a project
add	Track files or directories
commit	Record changed data in the cache and in its .dvc file
status	Show what changed
data	Commands about the tracked data
diff	Show which tracked files changed between two commits
checkout	Bring the workspace to what the .dvc files say
remove	Stop tracking data; the cache keeps it
move	Rename tracked data and its .dvc file
unprotect	Make files that are links to the cache editable
freeze	Leave the dependencies of stages and imports out of account
unfreeze	Look at the dependencies of stages and imports again
undo	Take back the last command that changed something
push	Upload tracked files to a remote
fetch	Download tracked files from a remote to the cache
pull	Download tracked files from a remote into the workspace
publish	Take outputs from disk to a pushed Git commit, their data first
versions	Show the versions of a tracked path
fsck	Check that data is there and undamaged
gc	Delete what nothing uses from the cache, or a remote
list	List what Git and DVC have in a project
get	Copy a file or directory from another repository
list-url	List what lies in a bucket or directory
get-url	Copy a file or directory from a bucket or path
import	Take a file or directory of another repository in, and track it
import-url	Take a file or directory from a bucket or path in, and track it
update	Bring imports to what is current where they came from
du	Show how much room the files of a project take
metrics	Show and compare metrics
params	Compare params
jobs	List background transfers
attach	Watch a background transfer to its end
cancel	End a background transfer
config	Show or change settings
remote	Say where the data goes
cache	Say where the cache is, or bring it to the form of DVC 3
install	Have Git call jdvc at commits, checkouts, pushes and merges
jupyter	Make jdvc at home in JupyterLab
check-ignore	Show which paths .dvcignore leaves out, and why
destroy	End the project: metafiles, settings and cache go, the data here stays
root	Print the way to the project'\''s root
version	Show the version and what was found here
help	Show the verbs, or what one of them does'
_jdvc_options[/]='
--version	Show the version and exit
--cd	Change to this directory first
--wait-for-lock	Wait for the repository'\''s lock as long as it takes
--plain	For screen readers: ASCII, no columns, no line drawn again; only before the verb'
_jdvc_options[/init]='
--no-scm	Make a project without Git
--subdir	Allow a directory below the root of the Git repository
--force	Delete an existing .dvc first, its cache included'
_jdvc_options[/add]='
--no-commit	Write the .dvc file, but do not fill the cache
--glob	Targets are patterns with *, ?, [...] and **
--no-relink	Leave the files as they are, instead of linking them
--file	Name of the .dvc file
--rehash	Read all files anew, also those that look unchanged
--out	Bring the target, which may be a URL, to this path, and track it there
--to-remote	Send the target, which may be a URL, straight to a remote
--remote	Remote to use instead of the default
--remote-jobs	Transfers at a time, with --to-remote
--force	Replace what is at the path of --out'
_jdvc_options[/commit]='
--force	Record changes without asking
--with-deps	Also what the targets are made from
--recursive	A directory means the .dvc files in it
--no-relink	Leave the files as they are, instead of linking them
--rehash	Read all files anew, also those that look unchanged'
_jdvc_options[/status]='
--cloud	Compare the cache with the remote
--remote	Remote to use instead of the default
--json	Print JSON
--no-updates	Do not ask where imports came from
--all-branches	Also what all branches track
--all-tags	Also what all tags track
--all-commits	Also what all commits track
--with-deps	Also what the targets are made from
--recursive	A directory means the .dvc files in it
--jobs	Transfers at a time
--rehash	Read all files anew, also those that look unchanged'
_jdvc_verbs[/data]='
status	Show changes between the last commit, the metafiles and the workspace'
_jdvc_options[/data]='
'
_jdvc_options[/data/status]='
--granular	Show the files in tracked directories
--json	Print JSON
--unchanged	Also show what did not change
--untracked-files	Also show files that neither Git nor DVC tracks
--not-in-remote	Ask the remote what it lacks
--remote	Remote for --not-in-remote instead of the default'
_jdvc_options[/diff]='
--targets	Compare only these tracked paths
--json	Print JSON
--show-hash	Show the contents'\'' hashes
--md	Print a Markdown table
--hide-missing	Leave out what is not in the cache'
_jdvc_options[/checkout]='
--force	Overwrite files that are not saved; they go to the trash
--relink	Remake links as cache.type says
--summary	Show counts instead of names
--with-deps	Also what the targets are made from
--recursive	A directory means the .dvc files in it
--allow-missing	Outputs that are nowhere are no error
--rev	Bring the targets to what they were in a revision'
_jdvc_options[/remove]='
--outs	Remove the data from the workspace too'
_jdvc_options[/move]='
'
_jdvc_options[/unprotect]='
'
_jdvc_options[/freeze]='
'
_jdvc_options[/unfreeze]='
'
_jdvc_options[/undo]='
--list	Show what was done, the newest first
--dry-run	Only show what would be taken back
--force	Also where something was changed since; what is not saved goes to the trash
--json	Print JSON'
_jdvc_options[/push]='
--remote	Remote to use instead of the default
--jobs	Transfers at a time
--all-branches	Also what all branches track
--all-tags	Also what all tags track
--all-commits	Also what all commits track
--with-deps	Also what the targets are made from
--recursive	A directory means the .dvc files in it
--glob	Targets are patterns with *, ?, [...] and **
--background	Do it in a process of its own, which goes on when the terminal is closed
--no-resume	Begin big files anew, instead of going on where an upload broke off'
_jdvc_options[/fetch]='
--remote	Remote to use instead of the default
--jobs	Transfers at a time
--all-branches	Also what all branches track
--all-tags	Also what all tags track
--all-commits	Also what all commits track
--with-deps	Also what the targets are made from
--recursive	A directory means the .dvc files in it
--glob	Targets are patterns with *, ?, [...] and **
--background	Do it in a process of its own, which goes on when the terminal is closed
--max-size	Only files and directories of fewer bytes
--type	Only files that a pipeline has as metrics or plots'
_jdvc_options[/pull]='
--remote	Remote to use instead of the default
--jobs	Transfers at a time
--all-branches	Also what all branches track
--all-tags	Also what all tags track
--all-commits	Also what all commits track
--with-deps	Also what the targets are made from
--recursive	A directory means the .dvc files in it
--glob	Targets are patterns with *, ?, [...] and **
--background	Do it in a process of its own, which goes on when the terminal is closed
--force	Overwrite files that are not saved; they go to the trash
--allow-missing	Outputs that are nowhere are no error'
_jdvc_options[/publish]='
--message	Message of the commit (default: names the outputs)
--remote	Remote to use instead of the default
--jobs	Transfers at a time
--all	Commit what else is staged, too
--yes	Do it without asking
--dry-run	Show what would be done, and do nothing
--json	Print JSON, and ask nothing
--no-git-push	End with the commit'
_jdvc_options[/versions]='
--number	Show at most so many
--remote-check	Ask the remote which versions it holds
--json	Print JSON'
_jdvc_options[/fsck]='
--cloud	Check the remote instead of the cache
--both	Check the cache and the remote
--repair	Copy what is wrong or missing from the other side
--subset	Read the n-th of t parts only, or 10% at random; whether it is there is asked of all
--restart	Begin anew, not where an interrupted check stopped
--exists	With -c: is all data of these commits on the remote?
--json	Print JSON
--remote	Remote to use instead of the default
--jobs	Transfers at a time
--all-branches	Also what all branches track
--all-tags	Also what all tags track
--all-commits	Also what all commits track'
_jdvc_options[/gc]='
--workspace	Keep what the workspace uses
--rev	Keep what this commit uses, too
--num	With --rev or -a: keep the last n commits of each, not one
--all-branches	Keep what the tips of all branches use
--all-tags	Keep what all tags use
--all-commits	Keep what all commits use
--date	Keep what commits of that day and later use
--all-experiments	Keep what DVC'\''s experiments use
--not-in-remote	Keep of it only what is not on the remote yet
--cloud	Delete from the remote, too
--remote	Remote to use instead of the default
--skip-failed	Pass over commits that cannot be read: what they use is not kept
--force	Do it without asking
--jobs	Requests to the remote at a time
--projects	Keep what these projects on the same cache use, too
--dry	Only show what would go
--now	Of shared stores also what is younger than a day
--no-trash	Free the space of the cache at once'
_jdvc_options[/list]='
--recursive	List the files of all directories below
--tree	Draw directories with what is in them
--level	Go so deep with -R or -T
--dvc-only	List only what DVC tracks
--json	Print JSON
--size	Show sizes
--show-hash	Show the contents'\'' hashes
--rev	Take a commit, branch or tag instead of what is current
--config	Settings that count more than the repository'\''s own
--remote	Remote of the repository to use
--remote-config	Options of that remote, such as url=s3://b/p'
_jdvc_options[/get]='
--out	Where it goes, instead of its own name here
--force	Replace what is there
--jobs	Downloads at a time
--show-url	Print where the data lies, and copy nothing
--rev	Take a commit, branch or tag instead of what is current
--config	Settings that count more than the repository'\''s own
--remote	Remote of the repository to use
--remote-config	Options of that remote, such as url=s3://b/p'
_jdvc_options[/list-url]='
--recursive	List the files of all directories below
--tree	Draw directories with what is in them
--level	Go so deep with -R or -T
--size	Show sizes
--fs-config	Options as of a remote, such as endpointurl=URL'
_jdvc_options[/get-url]='
--jobs	Downloads at a time
--force	Replace what is there
--fs-config	Options as of a remote, such as endpointurl=URL'
_jdvc_options[/import]='
--out	Where it goes, instead of its own name here
--force	Replace what is there
--jobs	Downloads at a time
--no-exec	Write the .dvc file, and do not ask the repository
--no-download	Write the .dvc file with the current commit, and download nothing
--rev	Take a commit, branch or tag instead of what is current
--config	Settings that count more than the repository'\''s own
--remote	Remote of the repository to use
--remote-config	Options of that remote, such as url=s3://b/p'
_jdvc_options[/import-url]='
--no-exec	Write the .dvc file, and do not ask the repository
--no-download	Write the .dvc file with what is there now, and download nothing
--to-remote	Send the data straight to a remote; only the .dvc file is written here
--remote	Remote to use instead of the default
--jobs	Downloads at a time
--force	Replace what is there
--fs-config	Options as of a remote, such as endpointurl=URL'
_jdvc_options[/update]='
--rev	Follow another branch, tag or commit
--recursive	A directory means the .dvc files in it
--no-download	Write down what is current only; the old data goes
--to-remote	Send what is current at a URL straight to a remote; the data here stays
--remote	Remote to use instead of the default
--jobs	Downloads at a time'
_jdvc_options[/du]='
--summarize	Show only the sum
--rev	Take a commit, branch or tag instead of what is current
--config	Settings that count more than the repository'\''s own
--remote	Remote of the repository to use
--remote-config	Options of that remote, such as url=s3://b/p'
_jdvc_verbs[/metrics]='
show	Show the metrics of the workspace or of many commits
diff	Compare metrics between two commits'
_jdvc_options[/metrics]='
'
_jdvc_options[/metrics/show]='
--json	Print JSON
--md	Print a Markdown table
--precision	Round to so many digits behind the point (default: 5)
--all-branches	Also what all branches track
--all-tags	Also what all tags track
--all-commits	Also what all commits track'
_jdvc_options[/metrics/diff]='
--targets	Compare only these files
--all	Also show what did not change
--json	Print JSON
--md	Print a Markdown table
--no-path	Leave out the column of the files
--precision	Round to so many digits behind the point (default: 5)'
_jdvc_verbs[/params]='
diff	Compare params between two commits'
_jdvc_options[/params]='
'
_jdvc_options[/params/diff]='
--targets	Compare only these files
--all	Also show what did not change
--deps	Compare only params that stages depend on
--json	Print JSON
--md	Print a Markdown table
--no-path	Leave out the column of the files'
_jdvc_options[/jobs]='
--json	Print JSON'
_jdvc_options[/attach]='
'
_jdvc_options[/cancel]='
'
_jdvc_options[/config]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets
--unset	Remove the setting
--list	List all settings
--show-origin	Show the file of each setting
--force	Write a secret even to a file that Git tracks'
_jdvc_verbs[/remote]='
add	Add a remote
list	List the remotes
default	Show or set the default remote
modify	Change a setting of a remote
check	Look whether a remote can be used, and what cures it if not
remove	Remove a remote
rename	Rename a remote'
_jdvc_options[/remote]='
'
_jdvc_options[/remote/add]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets
--default	Make it the default remote
--force	Replace a remote of that name'
_jdvc_options[/remote/list]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets'
_jdvc_options[/remote/default]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets
--unset	Remove the setting'
_jdvc_options[/remote/modify]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets
--unset	Remove the setting
--force	Write a secret even to a file that Git tracks'
_jdvc_options[/remote/check]='
--trust	Trust what the repository says about this remote
--json	Print JSON'
_jdvc_options[/remote/remove]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets'
_jdvc_options[/remote/rename]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets'
_jdvc_verbs[/cache]='
dir	Show or set the cache'\''s directory; nothing is moved
migrate	Give what DVC 2 stored the names of DVC 3 too'
_jdvc_options[/cache]='
'
_jdvc_options[/cache/dir]='
--system	For everybody on this machine
--global	For this user
--project	In .dvc/config, which Git tracks
--local	In .dvc/config.local, for this clone: the place for secrets
--unset	Go back to the default'
_jdvc_options[/cache/migrate]='
--dvc-files	Also give the .dvc and dvc.lock files the shape of DVC 3, which DVC 2 does not read
--dry	Say what would be done, and do nothing'
_jdvc_options[/install]='
--use-pre-commit-tool	Add the hooks to .pre-commit-config.yaml, for the tool pre-commit'
_jdvc_verbs[/jupyter]='
install	Put a tile "jdvc shell" into JupyterLab'\''s Launcher'
_jdvc_options[/jupyter]='
'
_jdvc_options[/jupyter/install]='
--user	For this user (the default)
--prefix	For the Python environment in this directory
--uninstall	Remove the tile again'
_jdvc_options[/check-ignore]='
--details	Show the rule that decides
--non-matching	With -d, also paths that no rule matches
--stdin	Read paths from standard input, one a line'
_jdvc_options[/destroy]='
--force	Do it without asking'
_jdvc_options[/root]='
'
_jdvc_options[/version]='
'
_jdvc_options[/help]='
'
# End of the tables.
# Sets `at` to the verbs before the cursor, each behind a slash; false if jdvc itself must say what may stand there.
_jdvc_at() {
    local i word
    at=''
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        [[ $word == -- ]] && return 1
        [[ $word != -* && -n ${_jdvc_options["$at/$word"]-} ]] && at+=/$word
    done
    at=${at:-/}
    [[ ${COMP_WORDS[COMP_CWORD - 1]} != -* && ${COMP_WORDS[COMP_CWORD - 1]} != = ]]
}

_jdvc() {
    local at rows='' cur=${COMP_WORDS[COMP_CWORD]} line=$COMP_LINE word about width=0 head typed
    local -a words=() abouts=()
    ((COMP_POINT >= ${#line})) || line=${line:0:COMP_POINT}
    if _jdvc_at && [[ $cur == -* ]]; then rows=${_jdvc_options[$at]}$_jdvc_anywhere
    elif _jdvc_at && [[ -n ${_jdvc_verbs[$at]-} ]]; then rows=${_jdvc_verbs[$at]}
    else rows=$("$1" __complete --line "$line" 2>/dev/null)
    fi

    # What readline takes for the word begins behind the last of its breaks, such as =, but with an @, which is one itself.
    typed=${line##*[[:blank:]]}
    head=${typed%"${typed##*[=@:]}"}
    [[ $cur == [\'\"]* || $typed != *[=@:]* || $COMP_WORDBREAKS != *"${head: -1}"* ]] && head=''
    head=${head%@}
    local plain=${cur#[\'\"]}
    [[ ! $head ]] || plain=${typed#"$head"}
    plain=${plain//\\/}
    while IFS=$'\t' read -r word about; do
        [[ $word ]] || continue
        word=${word#"$head"}
        words+=("$word") abouts+=("$about")
    done <<<"$rows"

    # Readline cuts what is typed down to what all have in common, so others than beginnings count only alone.
    local -a fit=() fit_about=()
    local i
    for i in "${!words[@]}"; do
        [[ ${words[i]} == "$plain"* ]] && fit+=("${words[i]}") fit_about+=("${abouts[i]}")
    done
    ((${#fit[@]} > 0 || ${#words[@]} != 1)) || fit=("${words[@]}") fit_about=("${abouts[@]}")

    compopt -o nosort 2>/dev/null
    if ((${#fit[@]} > 1)) && [[ $COMP_TYPE == 63 ]]; then # a list to look at: with descriptions
        for word in "${fit[@]}"; do ((${#word} <= width)) || width=${#word}; done
        ((width <= 40)) || width=40
        for i in "${!fit[@]}"; do
            printf -v word '%-*s  %s' "$width" "${fit[i]}" "${fit_about[i]}"
            fit[i]=${word:0:${COLUMNS:-80}-1}
        done
        COMPREPLY=("${fit[@]}")
        return
    fi
    [[ ${#fit[@]} == 1 && ${fit[0]} == *[/=@] ]] && compopt -o nospace
    COMPREPLY=()
    for word in "${fit[@]}"; do
        [[ $cur == [\'\"]* || ! $word =~ [^A-Za-z0-9_@%+=:,./~-] ]] || printf -v word '%q' "$word"
        COMPREPLY+=("$word")
    done
}

complete -F _jdvc jdvc
