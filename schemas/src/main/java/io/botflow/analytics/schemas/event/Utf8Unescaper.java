package io.botflow.analytics.schemas.event;

/** Takes the escapes out of the inside of a JSON string that was found well-formed; its buffer is used again. */
final class Utf8Unescaper {
    private byte[] buffer = new byte[256];
    private int length;

    /** Unescapes to UTF-8; false if a surrogate stands alone. */
    boolean unescape(byte[] json, int from, int to) {
        if (buffer.length < to - from) {
            buffer = new byte[Math.max(to - from, 2 * buffer.length)];
        }
        length = 0;
        int at = from;
        while (at < to) {
            byte b = json[at++];
            if (b != '\\') {
                buffer[length++] = b;
                continue;
            }
            byte escape = json[at++];
            if (escape != 'u') {
                buffer[length++] = plain(escape);
                continue;
            }
            int codePoint = (int) Hex.value(json, at, 4);
            at += 4;
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                int low = codePoint <= Character.MAX_HIGH_SURROGATE
                                && at + 6 <= to
                                && json[at] == '\\'
                                && json[at + 1] == 'u'
                        ? (int) Hex.value(json, at + 2, 4)
                        : -1;
                if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
                    return false;
                }
                codePoint = Character.toCodePoint((char) codePoint, (char) low);
                at += 6;
            }
            append(codePoint);
        }
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int length() {
        return length;
    }

    private static byte plain(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    /** An escape is never shorter than the UTF-8 form of what it stands for, so the buffer is large enough. */
    private void append(int codePoint) {
        if (codePoint < 0x80) {
            buffer[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            buffer[length++] = (byte) (0xc0 | (codePoint >> 6));
            buffer[length++] = (byte) (0x80 | (codePoint & 0x3f));
        } else if (codePoint < 0x10000) {
            buffer[length++] = (byte) (0xe0 | (codePoint >> 12));
            buffer[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            buffer[length++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            buffer[length++] = (byte) (0xf0 | (codePoint >> 18));
            buffer[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            buffer[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            buffer[length++] = (byte) (0x80 | (codePoint & 0x3f));
        }
    }
}
