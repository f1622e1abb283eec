using System.Text;
using ResultsBot.Commands;

namespace ResultsBot.Tests.Commands;

public class FileKindTests
{
    [Theory]
    [InlineData("\u0000\u0000\u0000\u0018ftypmp42....", "mp4")]
    [InlineData("\u0000\u0000\u0000\u0018ftypisom....", "mp4")]
    [InlineData("\u0000\u0000\u0000\u0014ftypqt  ....", "mp4")]
    [InlineData("\u0000\u0000\u0000\u0018ftypheic....", null)]
    [InlineData("\u0000\u0000\u0000\u0018ftypmif1....", null)]
    [InlineData("\u0000\u0000\u0000\u0018ftypavif....", null)]
    [InlineData("\u0000\u0000\u0000\u0018ftypM4A ....", null)]
    [InlineData("\u001AEß£\u0093B\u0082\u0084webm....", "webm")]
    [InlineData("\u001AEß£\u0093B\u0082\u0088matroska", null)]
    [InlineData("\u001AEß£............", null)]
    [InlineData("GIF89a..........", "gif")]
    [InlineData("RIFF....WEBPVP8 ", "webp")]
    [InlineData("RIFF....AVI LIST", null)]
    [InlineData("\u0089PNG\r\n\u001A\n....", "png")]
    [InlineData("ÿØÿà........", "jpeg")]
    [InlineData("ftyp", null)]
    public void A_file_is_what_its_bytes_say(string bytes, string? ending) =>
        Assert.Equal(ending, FileKind.Of(Encoding.Latin1.GetBytes(bytes))?.Ending);
}
