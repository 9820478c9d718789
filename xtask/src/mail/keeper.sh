# Dovecot and Postfix in one folder. They end when standard input closes: also when the program that holds the other end
# was killed. $1 is the folder.
cd "$1" || exit 1
postfix -c "$1/postfix" check >"$1/out" 2>&1
dovecot -F -c "$1/dovecot.conf" >>"$1/out" 2>&1 &
dovecot=$!
/usr/lib/postfix/sbin/master -c "$1/postfix" -d >>"$1/out" 2>&1 &
postfix=$!
read -r _ || true
kill -TERM $postfix $dovecot
wait $postfix
wait $dovecot
rm -rf "$1"
