using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Media.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "media");

            migrationBuilder.CreateTable(
                name: "files",
                schema: "media",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Ending = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false),
                    Look = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Rendition = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Width = table.Column<int>(type: "integer", nullable: true),
                    Height = table.Column<int>(type: "integer", nullable: true),
                    Codecs = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    PreviewHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    PreviewEnding = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    PreviewLength = table.Column<long>(type: "bigint", nullable: false),
                    RenditionHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RenditionEnding = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    RenditionLength = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    BusyUntil = table.Column<long>(type: "bigint", nullable: true),
                    ReleasedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "media",
                schema: "media",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Folder = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Threshold = table.Column<int>(type: "integer", nullable: false),
                    CurrentNumber = table.Column<int>(type: "integer", nullable: false),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    TrashedAt = table.Column<long>(type: "bigint", nullable: true),
                    TrashedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "media",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TrashDays = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "captions",
                schema: "media",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MediumId = table.Column<Guid>(type: "uuid", nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    FileName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_captions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_captions_media_MediumId",
                        column: x => x.MediumId,
                        principalSchema: "media",
                        principalTable: "media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "links",
                schema: "media",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MediumId = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    CreatedById = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_links_media_MediumId",
                        column: x => x.MediumId,
                        principalSchema: "media",
                        principalTable: "media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                schema: "media",
                columns: table => new
                {
                    MediumId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tag = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => new { x.MediumId, x.Tag });
                    table.ForeignKey(
                        name: "FK_tags_media_MediumId",
                        column: x => x.MediumId,
                        principalSchema: "media",
                        principalTable: "media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "versions",
                schema: "media",
                columns: table => new
                {
                    MediumId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    FileName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false),
                    Seconds = table.Column<double>(type: "double precision", nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    UploadedById = table.Column<Guid>(type: "uuid", nullable: true),
                    UploadedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_versions", x => new { x.MediumId, x.Number });
                    table.ForeignKey(
                        name: "FK_versions_media_MediumId",
                        column: x => x.MediumId,
                        principalSchema: "media",
                        principalTable: "media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "viewings",
                schema: "media",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    MediumId = table.Column<Guid>(type: "uuid", nullable: false),
                    Occurrence = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    VersionNumber = table.Column<int>(type: "integer", nullable: false),
                    Opens = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<double>(type: "double precision", nullable: false),
                    Parts = table.Column<string>(type: "text", nullable: false),
                    Share = table.Column<double>(type: "double precision", nullable: false),
                    BegunAt = table.Column<long>(type: "bigint", nullable: false),
                    TouchedAt = table.Column<long>(type: "bigint", nullable: false),
                    CompletedAt = table.Column<long>(type: "bigint", nullable: true),
                    CompletedVersion = table.Column<int>(type: "integer", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_viewings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_viewings_media_MediumId",
                        column: x => x.MediumId,
                        principalSchema: "media",
                        principalTable: "media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_captions_Hash",
                schema: "media",
                table: "captions",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_captions_MediumId_Language",
                schema: "media",
                table: "captions",
                columns: new[] { "MediumId", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_files_Look_AddedAt",
                schema: "media",
                table: "files",
                columns: new[] { "Look", "AddedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_files_PreviewHash",
                schema: "media",
                table: "files",
                column: "PreviewHash");

            migrationBuilder.CreateIndex(
                name: "IX_files_ReleasedAt",
                schema: "media",
                table: "files",
                column: "ReleasedAt");

            migrationBuilder.CreateIndex(
                name: "IX_files_Rendition_AddedAt",
                schema: "media",
                table: "files",
                columns: new[] { "Rendition", "AddedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_files_RenditionHash",
                schema: "media",
                table: "files",
                column: "RenditionHash");

            migrationBuilder.CreateIndex(
                name: "IX_links_MediumId",
                schema: "media",
                table: "links",
                column: "MediumId");

            migrationBuilder.CreateIndex(
                name: "IX_links_TokenHash",
                schema: "media",
                table: "links",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_Folder_SearchText",
                schema: "media",
                table: "media",
                columns: new[] { "Folder", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_media_State_TrashedAt_SearchText",
                schema: "media",
                table: "media",
                columns: new[] { "State", "TrashedAt", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_media_TrashedAt",
                schema: "media",
                table: "media",
                column: "TrashedAt");

            migrationBuilder.CreateIndex(
                name: "IX_tags_Tag",
                schema: "media",
                table: "tags",
                column: "Tag");

            migrationBuilder.CreateIndex(
                name: "IX_versions_Hash",
                schema: "media",
                table: "versions",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_viewings_MediumId",
                schema: "media",
                table: "viewings",
                column: "MediumId");

            migrationBuilder.CreateIndex(
                name: "IX_viewings_PersonId_MediumId_Occurrence",
                schema: "media",
                table: "viewings",
                columns: new[] { "PersonId", "MediumId", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_viewings_PersonId_TouchedAt",
                schema: "media",
                table: "viewings",
                columns: new[] { "PersonId", "TouchedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "captions",
                schema: "media");

            migrationBuilder.DropTable(
                name: "files",
                schema: "media");

            migrationBuilder.DropTable(
                name: "links",
                schema: "media");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "media");

            migrationBuilder.DropTable(
                name: "tags",
                schema: "media");

            migrationBuilder.DropTable(
                name: "versions",
                schema: "media");

            migrationBuilder.DropTable(
                name: "viewings",
                schema: "media");

            migrationBuilder.DropTable(
                name: "media",
                schema: "media");
        }
    }
}
